# Web pages: recording while the network comes and goes

web-phone-offline = No network
web-phone-offline-says = Go on typing: what you type is kept on this device and sent by itself when the network is back. It then says that it comes later because there was no network.
web-phone-unsent = On this device, not recorded yet
web-phone-unsent-says = Only this device has them, names included. They are deleted when they are recorded and when you sign out.
web-phone-typing = Unfinished
web-phone-waiting = Waiting for the network
web-phone-refused = Cannot be recorded like this; open it and put it right
web-phone-sent = Recorded
web-phone-sign-in = Sign in again, then it is sent
web-phone-sure = Delete it from this device? Nobody else has it.
web-phone-open = Open
web-phone-send = Send now
web-phone-drop = Delete
web-phone-note = Inspections on this device that are not recorded yet:
web-phone-sign-out = There are inspections on this device that are not recorded yet. Signing out deletes them. Sign out all the same?
web-phone-clock-ahead = { $n ->
    [0] The device’s clock was fast
    [one] The device’s clock was a day fast
   *[other] The device’s clock was { $n } days fast
}
web-phone-clock-behind = { $n ->
    [one] The device’s clock was a day slow
   *[other] The device’s clock was { $n } days slow
}

# The seal on the command line
seal-done = Sealed: { $facts } facts were given their places; the log has { $size }.
seal-trouble = Nothing is sealed: { $trouble }. Collection goes on; what waits is sealed when this is put right.
verify-going = Checking every fact against the log, and every root that was signed
verify-sound = Sound: { $entries } places of the log are as they were sealed, { $checkpoints } signed roots are the same again; { $waiting } facts wait for their place.
verify-flaws = Not as sealed: { $found } findings in { $entries } places and { $checkpoints } signed roots. They are on record; nobody on this machine can take them off it.
verify-flaw-gap = Place { $place } of the log is empty.
verify-flaw-fact-missing = The fact { $fact } at place { $place } is gone.
verify-flaw-leaf-differs = The fact { $fact } at place { $place } is not the one that was sealed there.
verify-flaw-uncovered = The fact { $fact } at place { $place } was changed: its { $part ->
    [public] public part
    [party] part for the parties
    [internal] internal part
   *[envelope] place and times
} is not what was committed to.
verify-flaw-unsealed = The fact { $fact } has no place in the log and does not wait for one.
verify-flaw-tile-differs = Tile { $index } of level { $level } is not made of what lies below it.
verify-flaw-signature = The checkpoint of { $size } leaves does not bear the log's signature.
verify-flaw-root-differs = The root that was signed for { $size } leaves is not theirs.
verify-flaw-head-differs = The head says { $size } leaves; there are { $leaves }, or they lead to another root.
receipt-good =
    The receipt is good. The log { $origin } of { $size } entries holds, as number { $index } (counted from 0):
    fact { $sequence } (kind { $kind }) of the record { $stream }, recorded on { $recorded } as the log says.
receipt-opened = Its { $section } is this, unaltered: { $bytes }
receipt-opened-public = public part
receipt-opened-party = part for the parties
receipt-opened-internal = internal part
receipt-witness = The witness { $witness } had seen it by { $at }.
receipt-limits = What follows: this existed when the checkpoint was signed, and has not been altered since. What does not follow: that what it says is true, or that nothing was left out.
receipt-too-few = Fewer witnesses have signed than the policy wants: that there is no second log rests on the log's word alone.
receipt-section = This is not what was sealed: { $why }.
receipt-none = This is not a receipt: { $why }.
receipt-broken = The receipt does not hold: { $why }.

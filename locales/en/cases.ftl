# Cases: names, the story, the query code

# Kinds of act, procedures, stages
act-penalty = administrative penalty
act-licence = administrative licence
act-measure = compulsory measure
act-execution = compulsory execution
act-levy = levy
act-payment = payment or benefit
act-confirmation = confirmation
act-adjudication = adjudication
act-reward = reward
act-requisition = requisition

procedure-summary = summary procedure
procedure-ordinary = ordinary procedure
procedure-standard = standard procedure

stage-case_filing = filing (acceptance)
stage-investigation = investigation
stage-examination = examination
stage-decision = decision
stage-execution = execution

# What happened
event-filing = filing
event-filing_revoked = filing revoked
event-application = application
event-acceptance = acceptance
event-correction_requested = request for missing papers
event-investigation = investigation
event-evidence_registered = registration of evidence
event-evidence_handled = handling of registered evidence
event-measure = compulsory measure
event-measure_approved = approval made up
event-measure_extended = measure extended
event-measure_ended = measure lifted or decided on
event-exclusion_started = start of a period not counted
event-exclusion_ended = end of a period not counted
event-extension = extension of the time to decide
event-examination = examination
event-notice = notice before the decision
event-statement = statement and defence
event-hearing_requested = request for a hearing
event-hearing_waived = waiver of the hearing
event-hearing_notified = notification of the hearing
event-hearing_held = hearing
event-legal_review = legal review
event-discussion = collective discussion
event-approval = head's approval
event-decision = decision
event-service = service
event-payment = payment
event-cash_handed_in = cash handed in
event-instalment = deferral or instalments
event-surcharge = surcharge
event-demand = demand
event-enforcement = compulsory execution
event-court_application = application to the court for execution
event-court_result = result of the court
event-reconsideration = reconsideration
event-suit = administrative suit
event-decision_changed = decision changed
event-decision_revoked = decision revoked
event-transfer = transfer
event-correction_order = correction order
event-re_inspection = re-inspection
event-disclosed = disclosure, or withholding
event-closing = closing
event-other = other

# Decisions
sanction-warning = warning
sanction-criticism = public criticism
sanction-fine = fine
sanction-confiscation_gains = confiscation of illegal gains
sanction-confiscation_goods = confiscation of illegal goods
sanction-licence_suspended = licence suspended
sanction-grade_lowered = qualification lowered
sanction-business_restricted = business restricted
sanction-production_stopped = production or business stopped
sanction-closed = closure
sanction-career_restricted = ban from the occupation
sanction-licence_revoked = licence revoked
sanction-detention = administrative detention
sanction-other = other penalty

verdict-penalty = penalty imposed
verdict-no_penalty = no penalty
verdict-granted = granted
verdict-refused = refused
verdict-withdrawn = withdrawn, ended
verdict-transferred = transferred
verdict-other = other decision

discretion-none = none
discretion-lighter = lighter
discretion-mitigated = mitigated
discretion-heavier = heavier

exclusion-hearing = hearing
exclusion-public_notice = public notice
exclusion-testing = testing, inspection, quarantine
exclusion-appraisal = appraisal
exclusion-suspension = suspension

measure-personal_liberty = restriction of personal liberty
measure-sealing = sealing
measure-seizure = seizure
measure-freezing = freezing
measure-other = other measure

execution-surcharge = surcharge or late fee
execution-transfer = transfer of deposits or remittances
execution-auction = auction or lawful disposal
execution-restoration = removal of obstacles, restoration
execution-substitute = performance by another
execution-other = other way

service-direct = handed over
service-left = left at the place
service-entrusted = by another organ
service-post = by post
service-announcement = by announcement
service-electronic = electronically

paper-decision = decision
paper-notice = notice
paper-demand = demand
paper-other = other paper

remedy-result-upheld = upheld
remedy-result-changed = changed
remedy-result-revoked = revoked
remedy-result-unlawful = held unlawful
remedy-result-void = held void
remedy-result-withdrawn = withdrawn, ended

closing-normal = closed as usual
closing-filing_revoked = filing revoked
closing-no_penalty = no penalty
closing-decision_revoked = decision revoked
closing-ended = ended

# Where a case comes from, secrecy, parties, telling
source-inspection = inspection
source-complaint = complaint
source-report = report
source-assigned = assigned from above
source-transferred = transferred by another organ
source-media = media
source-application = application
source-other = other

secrecy-none = none
secrecy-privacy = privacy
secrecy-trade_secret = trade secret
secrecy-informant = informant
secrecy-work_secret = work secret
secrecy-state_secret = state secret

age-under_14 = under fourteen
age-under_18 = fourteen to under eighteen
age-adult = of age

telling-on_document = printed on the document
telling-slip = on a slip
telling-sms = by text message
telling-post = by post
telling-with_service = with service

# Clocks
clock-acceptance = time to accept an application
clock-decision = time to decide
clock-promise = promised time to decide
clock-evidence = time to handle registered evidence
clock-measure = time of a compulsory measure
clock-measure_approval = time to make up the approval
clock-hearing_request = time to ask for a hearing
clock-service = time to serve the decision
clock-delivery = time to deliver the licence
clock-disclosure = time to disclose
clock-cash = time to hand in cash
clock-correction = time for correction
clock-payment = time to pay the fine
clock-demand = time to perform after the demand
clock-reconsideration = time to apply for reconsideration
clock-suit = time to bring a suit
clock-code = time to tell the query code

# Criteria of a major case
major-sanction = kind of penalty: { $sanction }
major-sum = the fine reaches the sum of a major case
major-after-hearing = decided after a hearing

money-yuan = { $amount } yuan

# The case in words that its party understands. An argument with nothing in it is given as none

story-filed = On { $day } { $organ } filed the case.
story-accepted = On { $day } { $organ } accepted your application.
story-noticed = On { $day } you were told of the penalty intended, with facts, reasons and basis, and that you may state your case and defend yourself.
story-heard = On { $day } a hearing was held.
story-decided = On { $day } { $organ } { $outcome ->
    [penalty] decided on a penalty
    [no_penalty] decided not to impose a penalty
    [granted] granted the licence
    [refused] refused the licence
    [withdrawn] withdrew or ended the matter
    [transferred] decided to transfer the case to another organ
   *[other] made a decision
}{ $number ->
    [none] { "" }
   *[other] { " " }(number { $number })
}{ $sanctions ->
    [none] .
   *[other] ; kind of penalty: { $sanctions }.
}
story-decided-day-unknown = The day of the decision of { $organ } is not recorded; see the decision that you received.
story-fine = The fine is { $fine } yuan.
story-paid = The fine is paid in full: { $paid } yuan.
story-paid-part = { $paid } yuan are paid, { $left } yuan are still owed.
story-served = The record says that the decision was served on { $day } ({ $mode ->
    [direct] handed over
    [left] left at the place
    [entrusted] by another organ
    [post] by post
    [announcement] by announcement
    [electronic] electronically
   *[none] how is not recorded
}).
story-not-served = No service of the decision is recorded yet, so your last days cannot be worked out here; the decision that you actually receive governs.
story-revoked = This decision is revoked and no longer in force.
story-closed = { $state ->
    [filing_revoked] The case is over: the filing was revoked.
    [no_penalty] The case is over: no penalty.
    [decision_revoked] The case is over: the decision was revoked.
    [ended] The case was ended.
   *[normal] The case is closed.
}
story-withheld = { $count ->
    [1] { $count } paper is
   *[other] { $count } papers are
} withheld from you under the law, because of { $mark ->
    [privacy] the privacy of others
    [trade_secret] trade secrets
    [informant] the protection of an informant
    [work_secret] a work secret
   *[other] secrecy that the law requires
}.

# What the party may do, and until when

remedy-payment-until = Pay the fine by { $last }, that day included; after it a surcharge may be added. This is counted from the service recorded as { $served } ({ $mode ->
    [direct] handed over
    [left] left at the place
    [entrusted] by another organ
    [post] by post
    [announcement] by announcement
    [electronic] electronically
   *[none] how is not recorded
}); if your document says otherwise, the document governs. If the record of service is wrong, tell us.
remedy-payment-rule = Pay the fine within { $n } { $unit ->
    [working] working days
    [hour] hours
    [month] months
    [year] years
   *[natural] days
} of receiving the decision; after that a surcharge may be added. No service is recorded here: count from the day on which you received the decision, which governs.
remedy-reconsideration-until = If you disagree, you can apply for reconsideration until { $last }, that day included. This is counted from the service recorded as { $served } ({ $mode ->
    [direct] handed over
    [left] left at the place
    [entrusted] by another organ
    [post] by post
    [announcement] by announcement
    [electronic] electronically
   *[none] how is not recorded
}); if your document says otherwise, the document governs. If the record of service is wrong, tell us.
remedy-reconsideration-rule = If you disagree, you can apply for reconsideration within { $n } { $unit ->
    [working] working days
    [hour] hours
    [month] months
    [year] years
   *[natural] days
} of knowing of the decision. No service is recorded here: count from the day on which you received the decision, which governs.
remedy-reconsideration-where = Where to apply for reconsideration: { $district ->
    [none] the people's government of the city
   *[other] the people's government of { $district }
}. If the decision names another, that one.
remedy-suit-until = If you disagree, you can bring a suit before the people's court until { $last }, that day included. This is counted from the service recorded as { $served } ({ $mode ->
    [direct] handed over
    [left] left at the place
    [entrusted] by another organ
    [post] by post
    [announcement] by announcement
    [electronic] electronically
   *[none] how is not recorded
}); if your document says otherwise, the document governs. If the record of service is wrong, tell us. Where the law requires reconsideration first, as for a penalty decided on the spot, apply for that first.
remedy-suit-rule = If you disagree, you can bring a suit before the people's court within { $n } { $unit ->
    [working] working days
    [hour] hours
    [month] months
    [year] years
   *[natural] days
} of knowing of the decision. No service is recorded here: count from the day on which you received the decision, which governs. Where the law requires reconsideration first, as for a penalty decided on the spot, apply for that first.
remedy-suit-where = Which court: { $district ->
    [none] the basic people's court at the seat of the organ that decided
   *[other] the people's court of { $district }
}. If the decision names another, that one.

# The query code

code-not-found = Nothing was found for this code. Compare each character with the document; if a new code was made for you, the old one no longer works. If it still is not found, ask the organ that decided.
claim-nothing-yet = Nothing is collected under this claim number yet. The decision may not have been entered: come again in a few days, or ask the organ that gave you the form.
code-expired-key = This code is too old to be used. Ask the organ that decided for a new one.
code-wrong-length = A query code has 20 characters, a claim number 15. Compare it with the document: is one missing, or one too many?
code-wrong-character = The code holds a character that is not used: only digits and Latin letters are. Compare it with the document.
code-wrong-check = A character of the code is wrong, or two are exchanged. Compare each character with the document.
code-wait = Too many attempts. Try again after { $until }.
code-second-element = To see documents and names, also type the last four characters of a number of your own: a person's identity number, an organisation's unified social credit code. The query code is printed on paper that others may see; only the party knows these four, so nobody else sees what concerns you.
code-second-wrong = The last four characters are wrong. Check: a person's identity number, an organisation's unified social credit code. If what is registered is wrong, ask the organ that decided.
code-withheld-basis = Basis: Tianjin Decree 17, Art. 33: enforcement information that the law keeps secret cannot be looked up.

flag-yes = yes
flag-no = no

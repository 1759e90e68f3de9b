# Alert points: names and explanations

point-late_inspection = Inspection collected late
point-late_inspection-explanation = Inspections are collected in real time; where objective conditions prevent it, within so many working days after completion.
point-deferred_without_reason = Deferred without a reason
point-deferred_without_reason-explanation = Not collected on the day of the inspection, and no reason given why not.
point-too_few_officers = Too few officers
point-too_few_officers-explanation = An inspection needs a minimum of officers; auxiliaries do not count.
point-officer_without_certificate = Officer without a valid certificate
point-officer_without_certificate-explanation = An officer named in the record had no valid certificate on the day of the inspection.
point-auxiliary_as_officer = Auxiliary named as an officer
point-auxiliary_as_officer-explanation = An auxiliary may not carry out an inspection as an officer.
point-power_not_held = Power not on the agency's list
point-power_not_held-explanation = The power of the inspection is not on the agency's complete list of powers as approved for that day.
point-re_inspection_overdue = Correction order overdue without re-inspection
point-re_inspection_overdue-explanation = The time for correction is over, and no re-inspection is recorded.
point-incomplete_record = Incomplete record
point-incomplete_record-explanation = Fields that the data standard requires are missing.
point-failed_without_correction = Failed without a correction order
point-failed_without_correction-explanation = The inspection failed, and no correction order is recorded.
point-times_out_of_order = Times out of order
point-times_out_of_order-explanation = The inspection began after it ended.

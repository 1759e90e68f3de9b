# Web pages: officers named in a record

# On the record
web-naming-officers = Officers named, and what they say
web-naming-silent = Not answered yet
web-naming-recorded = Recorded it
web-naming-confirmed = Confirmed, { $at }
web-naming-objected = Objects, { $at }
web-naming-settled = Looked into { $at }: { $words }
web-naming-confirm = Confirm
web-naming-object = Object
web-naming-object-effect = Your objection stays with the record for ever, and the legal unit of the agency sees it. The record itself changes only by an amendment application.
web-naming-reason = What is wrong
web-naming-settle = Say what came of the objection
web-naming-settle-effect = What you write stays with the record for ever. If the record is wrong, apply for an amendment as well.
web-naming-words = What was found and done
web-naming-inspection = Inspection

# On the workbench
web-naming-todo = Records that name you
web-naming-todo-says = Somebody else recorded them. Confirm what is right; where something is not, open it and object with a reason.
web-naming-caption = Records of the last 30 days that name you as an officer, newest first
web-naming-answer = Your answer
web-naming-objections = Objections of officers
web-naming-objections-says = An officer says that a record is not right. Look into it and say what came of it.
web-naming-objections-caption = Objections of which nothing came yet, oldest first

# The life of a case
web-naming-fact-confirmed = An officer named in “{ $step }” confirmed
web-naming-fact-objected = An officer named in “{ $step }” objected
web-naming-fact-settled = The objection to “{ $step }” was looked into

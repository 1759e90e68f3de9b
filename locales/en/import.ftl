# What the import command says

import-unknown-kind = “{ $kind }” is no kind of record. What can be imported: inspections
import-unknown-agency = no agency has the code “{ $code }”. See all codes with: xiezhi agencies
import-no-profile = the mapping profile “{ $name }” cannot be found: { $error }. Give a TOML file, or one that ships: { $known }
import-progress = rows imported
import-reader-failed = reading the file broke off unexpectedly; what was recorded stands. Import the same file again: what is there will be recognised
import-done = { $rows } rows: { $accepted } collected, { $known } known, { $changed } changed, { $rejected } rejected
import-rehearsed = rehearsed, nothing recorded. { $rows } rows: { $accepted } could be collected, { $known } known, { $changed } changed, { $rejected } would be rejected
import-alerts = Alerts raised:
import-hints = Hints (never counted as alerts):
import-incomplete = Incomplete (the source does not have these fields):
import-cannot-judge = Cannot be judged, for lack of base information:
import-errors-hint = To get the rejected rows with what is wrong in each, import again with --errors FILE
import-no-rows = There are no rows.
import-withdrawal-reason = The agency’s system reported the record as deleted.

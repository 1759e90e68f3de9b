# Amendment applications (Art. 14)

amendment-status-draft = draft
amendment-status-signed = signed, to be decided
amendment-status-agreed = agreed
amendment-status-returned = returned
amendment-status-refused = refused
amendment-status-dropped = dropped

amendments-none = There is no amendment application.
amendment-withdraws = withdraw the record
amendment-changes = change fields
amendment-title = Amendment application { $id }
amendment-line = { "  " }{ $name }: { $value }
amendment-agency = Agency
amendment-subject = Record
amendment-office = Deciding office
amendment-status = State
amendment-number = Number
amendment-reason = Reason
amendment-wanted = Applied for
amendment-change = { "    " }{ $field }: "{ $old }" → "{ $new }"
amendment-party = { "    " }Party { $n }: "{ $old }" → "{ $new }"
amendment-party-personal = { "      " }and what is personal: { $n }
amendment-party-new = (new)
amendment-party-none = (no party any more)
amendment-empty = (empty)
amendment-hidden = (personal, in the vault)
amendment-life = { "  " }{ $at }  { $what }
amendment-life-words = { "  " }{ $at }  { $what }: "{ $words }"
amendment-now = Amendment application { $id } is now: { $status }.
amendment-looked = The record was judged again: { $cleared } alerts cleared, { $raised } raised.
amendment-drafted = Amendment application { $id } is drafted. Next the agency signs it: xiezhi amendments sign { $id } --as PERSON --number N --reason TEXT
amendment-changes-nothing = The values given are those that the record has; there is nothing to apply for.
amendment-no-such-field = "{ $given }" should be FIELD=VALUE. Fields: { $fields }
amendment-not-here = "{ $field }" cannot be changed at the command line: change personal values by importing a file; line and territory follow from power and agency.

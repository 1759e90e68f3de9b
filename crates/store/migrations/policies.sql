-- Row-level security of the role reader (Art. 22). Replaced as a whole when its text changes; never migrated.
--
-- The scope is set for the transaction: xiezhi.scope is city, district, agency, line or grant, and the others hold its
-- keys. Nothing set: every comparison is with null, and nothing is shown. Each setting stands in a scalar subquery, so
-- that it is read once a query and not once a row.

do $policies$
declare
  -- Acts carry agency, line and district.
  acts constant text[] := array['inspection', 'finding', 'deadline', 'alert', 'amendment', 'visit', 'case', 'case_party',
    'major_case', 'disclosure', 'message', 'named'];
  -- Registers are base information: whoever has a scope at all reads them (Art. 20 publishes most of it).
  registers constant text[] := array['territory', 'line', 'agency', 'handlers', 'office', 'post', 'power', 'power_list',
    'certificate', 'alert_point', 'procedure', 'form', 'law', 'outage', 'calendar_day', 'journal', 'disclosure_rule'];
  closed constant text[] := array['known', 'file', 'party', 'decision_number', 'public_case', 'public_detail', 'public_message',
    'claim_form', 'claimed', 'public_decision', 'public_withheld'];
  setting text;
  t text;
begin
  foreach t in array acts || registers || closed loop
    execute format('alter table view.%I enable row level security', t);
    execute format('drop policy if exists scope on view.%I', t);
  end loop;
  foreach t in array acts loop
    execute format($p$create policy scope on view.%I for select to xiezhi_reader using (
        (select current_setting('xiezhi.scope', true)) = 'city'
        or district = (select nullif(current_setting('xiezhi.district', true), '')::int)
        or agency = (select nullif(current_setting('xiezhi.agency', true), '')::int)
        or (line = (select nullif(current_setting('xiezhi.line', true), '')::int)
            and ((select nullif(current_setting('xiezhi.line_district', true), '')::int) = 0
                 or district = (select nullif(current_setting('xiezhi.line_district', true), '')::int)))
      )$p$, t);
  end loop;
  foreach t in array registers loop
    execute format($p$create policy scope on view.%I for select to xiezhi_reader using (
        (select nullif(current_setting('xiezhi.scope', true), '')) is not null)$p$, t);
  end loop;
  -- Whoever has a code finds its row by it; there is no other way in.
  foreach t in array array['public_case', 'public_detail', 'public_message'] loop
    execute format('drop policy if exists by_code on view.%I', t);
    execute format('create policy by_code on view.%I for select to xiezhi_public using (true)', t);
  end loop;
  -- What is published everybody reads (Art. 20).
  foreach t in array array['public_decision', 'public_withheld'] loop
    execute format('drop policy if exists published on view.%I', t);
    execute format('create policy published on view.%I for select to xiezhi_public using (true)', t);
  end loop;
  foreach t in array array['fact', 'fact_all', 'stream'] loop
    execute format('alter table journal.%I enable row level security', t);
    execute format('drop policy if exists scope on journal.%I', t);
    execute format($p$create policy scope on journal.%I for select to xiezhi_reader using (
        (select current_setting('xiezhi.scope', true)) = 'city'
        or agency = (select nullif(current_setting('xiezhi.agency', true), '')::int)
        or territory = any ((select string_to_array(nullif(current_setting('xiezhi.territories', true), ''), ',')::int[])::int[])
        or (line = (select nullif(current_setting('xiezhi.line', true), '')::int)
            and ((select nullif(current_setting('xiezhi.line_district', true), '')::int) = 0
                 or territory = any ((select string_to_array(nullif(current_setting('xiezhi.line_territories', true), ''), ',')::int[])::int[])))
      )$p$, t);
  end loop;
  execute 'alter table desk.read_log enable row level security';
  execute 'drop policy if exists write_own on desk.read_log';
  execute 'create policy write_own on desk.read_log for insert to xiezhi_reader with check (true)';
end
$policies$;

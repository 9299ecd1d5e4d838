-- Delegations from before the rule access.longest-delegation could last for any time. What is longer than the rule can
-- be set to (366 days) ends 90 days, the default of the rule, after this upgrade, or after its first day if that is
-- later. What is within that stays.
update access.delegation set valid_to = greatest(valid_from, current_date) + 90
 where not ended and valid_to > valid_from + 366 and valid_to > greatest(valid_from, current_date) + 90;

-- The retirement of a published entry: proposed by its unit, decided by the authority. The last proposal is kept.
alter table entry
    add column retirement_reasons          text,
    add column retirement_proposed_by      text,
    add column retirement_proposed_at      timestamptz,
    add column retirement_by               text,
    add column retirement_decision_reasons text,
    add column retired_at                  timestamptz;

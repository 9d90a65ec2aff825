-- Entries below the grading rules are told anew, with how open they may be; what was told before did not say that, nor when it ended.
update grading_edition set swept_to = null, swept_at = null
where edition = (select max(edition) from grading_edition where swept_at is not null);

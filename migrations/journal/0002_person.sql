-- Whom a record is about, as its field `personne.id` says, so that a person reads their own history without a walk through
-- everybody's. Derived: what proves is `fields`. Records of the version before have none.
ALTER TABLE journal_record ADD COLUMN person TEXT;
CREATE INDEX journal_record_person ON journal_record (person, at) WHERE person IS NOT NULL;

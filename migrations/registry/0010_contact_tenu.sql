-- Since when contact data are what the portal made of them: by the person, or by two gestionnaires. An extraction does not
-- write over them; NULL: as they came.
ALTER TABLE correspondance ADD COLUMN tenue_depuis BIGINT;

-- Of a former release: a cooling-off is written by such a change alone.
UPDATE correspondance SET tenue_depuis = activation_des WHERE activation_des IS NOT NULL;

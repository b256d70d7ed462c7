-- Rights over structures whose coming end was told to their holder (GES-02): each once.
ALTER TABLE habilitation ADD COLUMN fin_annoncee SMALLINT NOT NULL DEFAULT 0;

CREATE INDEX habilitation_fin ON habilitation (fin);

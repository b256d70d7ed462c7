use super::lieux::Lieu;

/// A row of the restricted extraction, in the layout of 2022.
#[derive(Clone, Debug, Default)]
pub struct Ligne {
    pub rpps: String,
    pub identite: Identite,
    pub profession: String,
    pub categorie: String,
    /// DR, PR or nothing.
    pub titre: String,
    /// Type and code.
    pub savoir_faire: (String, String),
    pub mode: String,
    pub role: String,
    pub genre: String,
    pub autorite: String,
    pub lieu: Lieu,
}

/// Civil status and correspondence data.
#[derive(Clone, Debug, Default)]
pub struct Identite {
    pub nom: String,
    /// Joined by apostrophes, three places.
    pub prenoms: String,
    /// The first of them.
    pub prenom: String,
    /// dd/MM/yyyy.
    pub naissance: String,
    pub commune: String,
    pub pays: String,
    pub ville: String,
    pub sexe: String,
    pub civilite: String,
    pub mobile: String,
    pub courriel: String,
}

impl Ligne {
    /// Adds the row, with its last separator.
    pub fn ecrire(&self, texte: &mut String) {
        let Identite { nom, prenoms, prenom, naissance, commune, pays, ville, sexe, civilite, mobile, courriel } =
            &self.identite;
        let national = format!("8{}", self.rpps);
        let personne: [&str; 13] = [
            "8", &self.rpps, &national, nom, prenoms, naissance, commune, pays, ville, sexe, mobile, courriel, civilite,
        ];
        let (type_savoir, savoir) = &self.savoir_faire;
        let exercice: [&str; 7] = [&self.profession, &self.categorie, &self.titre, nom, prenom, type_savoir, savoir];
        let situation: [&str; 4] = [&self.mode, &self.lieu.secteur, "", &self.role];
        let lieu = self.lieu.colonnes();
        let lieu = lieu.each_ref().map(String::as_str);
        let fin: [&str; 2] = [&self.autorite, &self.genre];
        for champ in personne.iter().chain(&exercice).chain(&situation).chain(&lieu).chain(&fin) {
            texte.push_str(champ);
            texte.push('|');
        }
        texte.push('\n');
    }
}

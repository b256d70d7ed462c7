//! What the sandbox prints: its progress, then where everything is and whom to try.

use std::io::Write as _;
use std::time::Instant;

use crate::manifeste::Manifeste;

/// One line a step, with what it took. Prints nothing when `muette`.
pub struct Annonce {
    muette: bool,
    depuis: Instant,
}

impl Annonce {
    pub fn new(muette: bool) -> Self {
        Self { muette, depuis: Instant::now() }
    }

    /// Says that a step is done.
    pub fn fait(&mut self, etape: &str) {
        let duree = self.depuis.elapsed();
        self.depuis = Instant::now();
        self.dire(&format!("  · {etape} ({} ms)", duree.as_millis()));
    }

    pub fn dire(&self, ligne: &str) {
        if !self.muette {
            // a closed terminal does not stop the sandbox
            let _ = writeln!(std::io::stdout(), "{ligne}");
        }
    }

    pub fn pret(&self, m: &Manifeste) {
        self.dire("");
        self.dire("Le bac à sable est prêt. Toutes les personnes et tous les lieux sont inventés.");
        self.dire("");
        self.dire(&format!("  Par où commencer      {}", m.accueil));
        self.dire(&format!("  Guide des équipes     {}guide/   (votre première connexion en dix minutes)", m.accueil));
        self.dire(&format!("  Dossier résident      {}   (le service de démonstration)", m.dui));
        self.dire(&format!("  Documents partagés    {}   (un autre, sans deuxième connexion)", m.dmp.url));
        self.dire(&format!(
            "  Espace partenaires    {}   (un courriel suffit, il arrive dans Messages)",
            m.partenaires
        ));
        self.dire(&format!("  Portail RPPS+         {}   (carte de gestionnaire, ou FranceConnect simulé)", m.portail));
        self.dire(&format!("  Téléphones simulés    {}", m.telephones));
        self.dire(&format!("  SMS et courriels      {}", m.messagerie));
        self.dire(&format!("  Émetteur OpenID       {}", m.issuer));
        self.dire(&format!("  Registre              {}   ({} personnes)", m.registre.url, m.registre.personnes));
        self.dire("");
        self.dire("  À essayer :");
        for personne in &m.personnes {
            let nom = format!("{} {}", personne.prenom, personne.nom);
            self.dire(&format!("  {:<16} {:<26} {:<24} {}", personne.identifiant, nom, personne.qui, personne.montre));
        }
        self.dire("");
        if let Some(carte) = m.cartes.first() {
            let dossier = carte.p12.parent().unwrap_or(&carte.p12);
            self.dire(&format!("  Cartes (PKCS#12, mot de passe « {} ») : {}", carte.mot_de_passe, dossier.display()));
        }
        self.dire(&format!(
            "  Autorité de certification : {}   (`caducee trust` dit comment l'accepter)",
            m.ca.display()
        ));
        self.dire("  Tout, pour vos scripts : sandbox.json dans le même dossier. Ctrl-C pour arrêter.");
        self.dire("");
    }
}

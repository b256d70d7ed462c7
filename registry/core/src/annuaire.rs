//! The public directory (DIR-01): what is shown of somebody to all, and nothing else. A [`Publiee`] holds no civil status and no contact
//! data, so that no page, no file and no answer made of it can show any (DIR-02).

mod consultation;
mod eligibilite;
mod libre_acces;
mod port;
mod publiee;
mod quota;

pub use consultation::Annuaire;
pub use eligibilite::{Eligibilite, Raison};
pub use libre_acces::{LibreAcces, Lignes};
pub use port::{Candidat, Etape, Meneur, MeneurLieu, Publication};
pub use publiee::{ActivitePubliee, CartePubliee, ExercicePublie, LieuPublie, Publiee};
pub use quota::{Bornes, Quota, Trop};

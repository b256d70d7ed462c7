//! Cards of this authority in front of what judges cards.

mod autorites;
mod cartes;
mod defauts;
mod dossier;
mod faibles;
mod fichiers;
mod hostile;
mod ici;
mod revocation;

use std::io;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _, BufStream};

use super::commande::{self, Commande};
use super::{TAILLE, lignes};
use crate::boite::Boite;
use crate::message::{Arrivee, Canal};
use crate::mime;

const DESTINATAIRES: usize = 100;
/// Where nobody lives: a mail to this domain comes back to who sent it.
const SANS_BOITE: &str = "@nulle-part.exemple.test";

/// Where a conversation stands, RFC 5321 §4.1.4.
enum Etape {
    Inconnu,
    Salue,
    Expediteur { de: String },
    Destinataires { de: String, a: Vec<String> },
}

/// One conversation with one client.
pub struct Dialogue<S> {
    flux: BufStream<S>,
    boite: Arc<Boite>,
    etape: Etape,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Dialogue<S> {
    pub fn new(flux: S, boite: Arc<Boite>) -> Self {
        Self { flux: BufStream::new(flux), boite, etape: Etape::Inconnu }
    }

    /// Until QUIT, the end of the connection, silence or a line without end.
    pub async fn mener(mut self) -> io::Result<()> {
        self.dire("220 localhost ESMTP messagerie simulee").await?;
        while let Some(ligne) = lignes::commande(&mut self.flux).await? {
            match commande::lire(&String::from_utf8_lossy(&ligne)) {
                Ok(Commande::Quit) => return self.dire("221 2.0.0 au revoir").await,
                Ok(Commande::Data) => self.data().await?,
                Ok(commande) => {
                    let reponse = self.repondre(commande);
                    self.dire(reponse).await?;
                }
                Err(refus) => self.dire(refus.reponse()).await?,
            }
        }
        Ok(())
    }

    fn repondre(&mut self, commande: Commande) -> &'static str {
        match commande {
            Commande::Ehlo => {
                self.etape = Etape::Salue;
                "250-localhost\r\n250-SIZE 1048576\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250 ENHANCEDSTATUSCODES"
            }
            Commande::Helo => {
                self.etape = Etape::Salue;
                "250 localhost"
            }
            Commande::Mail { de, taille } => self.expediteur(de, taille),
            Commande::Rcpt { a } => self.destinataire(a),
            Commande::Rset => {
                self.oublier();
                "250 2.0.0 oublie"
            }
            Commande::Noop => "250 2.0.0 ok",
            Commande::Vrfy => "252 2.5.0 every address is accepted here",
            Commande::Data | Commande::Quit => "503 5.5.1 bad sequence",
        }
    }

    fn expediteur(&mut self, de: String, taille: usize) -> &'static str {
        match self.etape {
            Etape::Salue if taille > TAILLE => "552 5.3.4 too large",
            Etape::Salue => {
                self.etape = Etape::Expediteur { de };
                "250 2.1.0 ok"
            }
            _ => "503 5.5.1 bad sequence",
        }
    }

    fn destinataire(&mut self, adresse: String) -> &'static str {
        let attendu = matches!(self.etape, Etape::Expediteur { .. } | Etape::Destinataires { .. });
        if attendu && adresse.to_ascii_lowercase().ends_with(SANS_BOITE) {
            return "550 5.1.1 nobody lives here";
        }
        match std::mem::replace(&mut self.etape, Etape::Inconnu) {
            Etape::Expediteur { de } => {
                self.etape = Etape::Destinataires { de, a: vec![adresse] };
                "250 2.1.5 ok"
            }
            Etape::Destinataires { de, mut a } => {
                let place = a.len() < DESTINATAIRES;
                if place {
                    a.push(adresse);
                }
                self.etape = Etape::Destinataires { de, a };
                if place { "250 2.1.5 ok" } else { "452 4.5.3 too many recipients" }
            }
            autre => {
                self.etape = autre;
                "503 5.5.1 bad sequence"
            }
        }
    }

    async fn data(&mut self) -> io::Result<()> {
        if !matches!(self.etape, Etape::Destinataires { .. }) {
            return self.dire("503 5.5.1 bad sequence").await;
        }
        self.dire("354 end with a dot alone").await?;
        let recu = lignes::message(&mut self.flux, TAILLE).await?;
        let Etape::Destinataires { de, a } = std::mem::replace(&mut self.etape, Etape::Salue) else { return Ok(()) };
        let Some(brut) = recu else { return self.dire("552 5.3.4 too large").await };
        match self.boite.recevoir(arrivee(de, a, &brut)) {
            Ok(_) => self.dire("250 2.0.0 received").await,
            Err(error) => {
                tracing::warn!(%error, "the inbox could not keep a mail");
                self.dire("451 4.3.0 not kept, try again").await
            }
        }
    }

    fn oublier(&mut self) {
        if !matches!(self.etape, Etape::Inconnu) {
            self.etape = Etape::Salue;
        }
    }

    async fn dire(&mut self, reponse: &str) -> io::Result<()> {
        self.flux.write_all(format!("{reponse}\r\n").as_bytes()).await?;
        self.flux.flush().await
    }
}

fn arrivee(expediteur: String, destinataires: Vec<String>, brut: &[u8]) -> Arrivee {
    let lettre = mime::lire(brut);
    Arrivee {
        canal: Canal::Courriel,
        expediteur,
        destinataires,
        sujet: lettre.sujet,
        texte: lettre.texte,
        html: lettre.html,
    }
}

#[cfg(test)]
mod tests {
    use ambient::{Ambient, Timestamp};
    use tokio::io::{AsyncReadExt as _, duplex};

    use super::*;
    use crate::message::Filtre;

    async fn dialogue(lignes: &str) -> (String, Arc<Boite>) {
        let boite = Arc::new(Boite::en_memoire(Ambient::fixed(Timestamp::from_seconds(1), 1).0));
        let (mut client, serveur) = duplex(1 << 16);
        client.write_all(lignes.as_bytes()).await.unwrap();
        client.shutdown().await.unwrap();
        let _ended = Dialogue::new(serveur, boite.clone()).mener().await;
        let mut reponses = String::new();
        client.read_to_string(&mut reponses).await.unwrap();
        (reponses, boite)
    }

    #[tokio::test]
    async fn a_pipelined_transaction_lands_in_the_inbox() {
        let (reponses, boite) = dialogue(
            "EHLO moi\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nDATA\r\nSubject: S\r\n\r\n..T\r\n.\r\nQUIT\r\n",
        )
        .await;
        assert!(reponses.contains("354") && reponses.ends_with("221 2.0.0 au revoir\r\n"), "{reponses}");
        let messages = boite.messages(&Filtre::default());
        assert_eq!(messages[0].contenu.sujet, "S");
        assert_eq!(messages[0].contenu.texte, ".T\n");
        assert_eq!(messages[0].contenu.destinataires, ["b@x.test"]);
    }

    #[tokio::test]
    async fn commands_out_of_order_are_refused() {
        let (reponses, boite) =
            dialogue("MAIL FROM:<a@x.test>\r\nEHLO moi\r\nRCPT TO:<b@x.test>\r\nDATA\r\nNOOP\r\n").await;
        assert_eq!(reponses.matches("503 5.5.1").count(), 3, "{reponses}");
        assert!(boite.messages(&Filtre::default()).is_empty());
    }

    #[tokio::test]
    async fn rset_forgets_the_transaction() {
        let (reponses, boite) =
            dialogue("EHLO moi\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@x.test>\r\nRSET\r\nDATA\r\nQUIT\r\n").await;
        assert!(reponses.contains("503 5.5.1"));
        assert!(boite.messages(&Filtre::default()).is_empty());
    }

    #[tokio::test]
    async fn a_mail_to_nowhere_is_refused_for_good_and_the_others_are_not() {
        let (reponses, boite) = dialogue(
            "EHLO moi\r\nMAIL FROM:<a@x.test>\r\nRCPT TO:<b@Nulle-Part.exemple.test>\r\nRCPT TO:<c@x.test>\r\nDATA\r\n\r\n.\r\nQUIT\r\n",
        )
        .await;
        assert_eq!(reponses.matches("550 5.1.1").count(), 1, "{reponses}");
        assert_eq!(boite.messages(&Filtre::default())[0].contenu.destinataires, ["c@x.test"]);
    }

    #[tokio::test]
    async fn an_announced_size_over_the_limit_is_refused_before_the_message() {
        let (reponses, _) = dialogue("EHLO moi\r\nMAIL FROM:<a@x.test> SIZE=1048577\r\nQUIT\r\n").await;
        assert!(reponses.contains("552 5.3.4"));
    }
}

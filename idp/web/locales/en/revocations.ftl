# The page of an operator: what is known of stopped cards and certificates.
revocations-espace = Operations
revocations-titre = Stopped cards and certificates
revocations-tout-va-bien = Everything is up to date.
revocations-sources-en-defaut = A source does not answer as it should.
revocations-les-bonnes-restent = Nobody is refused for that. The last good lists serve until their end.
revocations-sans-liste = No list in force: { $autorites }.
revocations-que-faire = Their cards and certificates are no longer accepted as usual. Look where the lists come from, below.
revocations-vu = State read on { $quand }.
revocations-listes = Lists
revocations-autorite = Authority
revocations-etat = State
revocations-age = Age
revocations-fin = Holds until
revocations-cartes = Stopped certificates
revocations-complete = complete list
revocations-delta = changes since
revocations-a-jour = Up to date
revocations-perimee = Out of date
revocations-absente = Missing
revocations-secondes = { $n } s
revocations-minutes = { $n } min
revocations-heures = { $n } h
revocations-sources = Where they come from
revocations-fois = { $n ->
    [one] Refused once
   *[other] Refused { $n } times
}
revocations-depuis = Since { $quand }
revocations-reussie = Last answer that was accepted: { $quand }
revocations-jamais = No answer was accepted since the start.
revocations-repond = Answers
revocations-regle = When a list has ended
revocations-regle-texte = A card is judged by a list in force alone. After its end a card is worth at most:
revocations-aussitot = refused as soon as the list ends
revocations-encore = accepted for { $duree } more after the end
revocations-surveiller = Two alarms of the log: revocation.stale and revocation.source. The same figures for a monitoring system:

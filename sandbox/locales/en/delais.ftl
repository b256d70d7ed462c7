# Passing the delays, in the sandbox.
delais-titre = Delays under way
delais-simule = sandbox
delais-aide = After a validation the directory waits 24 hours and the e-CPS 48. Here you can pass these delays.
delais-vide = Nobody waits
delais-vide-aide = Somebody shows here once a gestionnaire has validated their request.
delais-annuaire = Directory: { $quand }.
delais-ecps = e-CPS: { $quand }.
delais-anticiper = Pass the delay
delais-anticiper-qui = Pass the delay of { $nom }

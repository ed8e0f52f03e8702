use super::*;

#[track_caller]
fn check(text: &str, expected: &[(&str, &str, &str)]) {
    let found = find(text, "2021-09-15".parse().unwrap());
    let found: Vec<_> = found
        .iter()
        .map(|c| {
            let moment = c.moment.map(|m| m.to_string()).unwrap_or_default();
            (text[c.span.clone()].to_owned(), text[c.due.clone()].to_owned(), moment)
        })
        .collect();
    let found: Vec<_> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn promises_with_a_date_ahead() {
    check(
        "Dank. Begin november ontvangt u de volgende voortgangsbrief.",
        &[(
            "Begin november ontvangt u de volgende voortgangsbrief.",
            "Begin november",
            "begin november 2021",
        )],
    );
    check(
        "Ik zal uw Kamer in het eerste kwartaal van 2022 hierover informeren.",
        &[(
            "Ik zal uw Kamer in het eerste kwartaal van 2022 hierover informeren.",
            "eerste kwartaal van 2022",
            "",
        )],
    );
    for term in ["midden 2022", "lente 2022", "medio 2022", "einde van 2022"] {
        let text = format!("Ik zal uw Kamer {term} hierover informeren.");
        check(&text, &[(&text, term, "")]);
    }
    check(
        "Voor het kerstreces kom ik hierop terug.",
        &[("Voor het kerstreces kom ik hierop terug.", "Voor het kerstreces", "")],
    );
}

#[test]
fn no_promise_or_no_date_is_no_proposal() {
    for text in [
        "Op 1 juli jl. heb ik uw Kamer geïnformeerd.",
        "Hierin zal ik u nader informeren over de vorderingen.",
        "Begin november vindt een congres plaats.",
        "Zoals gemeld stuur ik u dit (Kamerstuk 2021/22).",
        "Uiteindelijk zalm informeren eind 2022.",
    ] {
        check(text, &[]);
    }
}

/// Made up after the way letters promise: what must be proposed, by when, and what must not.
#[test]
fn promises_in_all_their_wordings() {
    for (text, due) in [
        ("Ik verwacht de Kamer nog dit najaar over de uitkomsten te kunnen informeren.", "dit najaar"),
        ("Ik kom nog voor het kerstreces met een brief aan de Kamer.", "voor het kerstreces"),
        ("Deze agenda zal naar verwachting rond de zomer aan uw Kamer worden aangeboden.", "rond de zomer"),
        ("De Kamer ontvangt hierover eind dit jaar een brief.", "eind dit jaar"),
        ("U ontvangt de resultaten in het voorjaar van 2022.", "voorjaar van 2022"),
        ("De evaluatie stuur ik voor 1 december 2021 naar uw Kamer.", "1 december 2021"),
        ("Wij zullen uw Kamer in november 2021 een brief doen toekomen.", "november 2021"),
        ("Daarom zeg ik toe dat ik uw Kamer eind dit jaar een overzicht stuur.", "eind dit jaar"),
        ("Het wetsvoorstel wordt naar verwachting eind 2021 bij uw Kamer ingediend.", "eind 2021"),
        ("Hierover informeren wij uw Kamer in de eerste helft van 2022.", "eerste helft van 2022"),
        ("Uw Kamer wordt hierover in het najaar geïnformeerd.", "in het najaar"),
        ("Voor de begrotingsbehandeling kom ik hierop terug.", "Voor de begrotingsbehandeling"),
        ("In de volgende rapportage, die in december verschijnt, ga ik hierop in.", "december"),
        ("De antwoorden kunt u in de week van 4 oktober tegemoetzien.", "4 oktober"),
        ("De beleidsreactie volgt uiterlijk eind november.", "eind november"),
        ("Ik zal de Kamer binnen drie maanden informeren.", "binnen drie maanden"),
        ("Ik bied uw Kamer dit plan begin volgend jaar aan.", "begin volgend jaar"),
        (
            "Zoals de Kamer mij heeft verzocht, zal ik haar voor het einde van het jaar informeren.",
            "voor het einde van het jaar",
        ),
        ("Met Prinsjesdag wordt uw Kamer nader geïnformeerd.", "Met Prinsjesdag"),
    ] {
        let found = find(text, "2021-09-15".parse().unwrap());
        let found: Vec<&str> = found.iter().map(|commitment| &text[commitment.due.clone()]).collect();
        assert_eq!(found, [due], "{text}");
    }
    for text in [
        "Zoals toegezegd informeer ik u hierbij over de stand van zaken van begin november.",
        "De gemeente informeert haar inwoners begin november.",
        "De motie verzoekt de regering de Kamer voor het einde van het jaar te informeren.",
        "De Kamer heeft mij verzocht haar voor 1 november te kunnen informeren.",
        "In 2022 ontvangen gemeenten een bijdrage van € 20 miljoen.",
        "Met deze brief informeer ik uw Kamer over de Raad van 4 oktober a.s.",
        "Ik informeer uw Kamer over de Raad van 4 oktober a.s.",
        "Het RIVM zal begin 2022 rapporteren.",
        "Uw Kamer ontvangt een afschrift.",
        "Uw Kamer debatteert op 12 oktober 2021 over de begroting.",
        "Begin 2022 ga ik in gesprek met de gemeenten.",
        "Ik zal uw Kamer informeren over de wet van 1 januari 2022.",
        "Ik zal uw Kamer informeren zoals in 2020.",
        "Het streven was om de informatie eind 2021 aan de Kamer te sturen.",
    ] {
        assert_eq!(find(text, "2021-09-15".parse().unwrap()), [], "{text}");
    }
}

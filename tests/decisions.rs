//! The assembly's register: who proposes, opens, votes and closes, and that a secret ballot is nobody's.

use crate::harness::{Answer, Visitor, World};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

const REGISTER: &str = "/cohorts/ours/decisions";
const NEW: &str = "/cohorts/ours/decisions/new";

/// Proposes a question and opens its vote; the answer's id.
async fn asked(world: &World, method: &str, secrecy: &str, more: &[(&str, &str)]) -> String {
    let key = Uuid::now_v7().to_string();
    let mut form = vec![
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("title", "Vend-on le samedi ?"),
        ("method", method),
        ("secrecy", secrecy),
        ("electorate", "members"),
    ];
    if !more.iter().any(|(name, _)| *name == "needed") {
        form.push(("needed", "3"));
    }
    form.extend_from_slice(more);
    world.owner().call("/api/decisions/propose", &form).await.is(200);
    world.facilitator().call("/api/decisions/open", &[("cohort", "ours"), ("decision", &key)]).await.is(200);
    key
}

async fn vote(visitor: &Visitor<'_>, decision: &str, name: &str, ballot: &str) -> Answer {
    let page = format!("{REGISTER}/{decision}");
    visitor.tell(&page, "/api/decisions/vote", &[("cohort", "ours"), ("decision", decision), (name, ballot)]).await
}

async fn close(world: &World, decision: &str, more: &[(&str, &str)]) -> Answer {
    let mut form = vec![("cohort", "ours"), ("decision", decision)];
    form.extend_from_slice(more);
    world.facilitator().tell(&format!("{REGISTER}/{decision}"), "/api/decisions/close", &form).await
}

#[tokio::test]
async fn a_question_is_proposed_once_voted_and_closed_in_words() {
    let world = World::new().await;
    let key = Uuid::now_v7().to_string();
    let form = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("title", "Vend-on le samedi ?"),
        ("details", "Le marché coûte <b>douze</b> euros."),
        ("method", "majority"),
        ("secrecy", "open"),
        ("electorate", "entrepreneurs"),
        ("needed", "2"),
    ];
    for _ in 0..2 {
        let page = world.colleague().tell(NEW, "/api/decisions/propose", &form).await;
        page.is(200).says("La proposition est enregistrée.").says("&lt;b&gt;douze").never_says("<b>douze");
    }
    assert_eq!(world.count("select count(*) from decision where title = 'Vend-on le samedi ?'").await, 1);
    let page = format!("{REGISTER}/{key}");
    world.owner().get(&page).await.is(200).never_says("Ouvrir le vote").says("ouvrira le vote");
    let opened = [("cohort", "ours"), ("decision", key.as_str())];
    world
        .facilitator()
        .tell(&page, "/api/decisions/open", &opened)
        .await
        .says("Le vote est ouvert.")
        .says("celui des membres");
    world.owner().get("/cohorts/ours").await.says("Voter\u{202f}: Vend-on le samedi ?");
    vote(&world.owner(), &key, "ballot", "against").await.says("Votre vote est compté").says("Contre");
    vote(&world.owner(), &key, "ballot", "for")
        .await
        .says("Votre vote pour l’instant")
        .never_says("Sans avis\u{202f}: 0");
    world.owner().get("/cohorts/ours").await.never_says("Voter\u{202f}: Vend-on");
    // Nobody knows how it stands before the end, whoever asks.
    for visitor in [world.facilitator(), world.colleague()] {
        visitor
            .get(&page)
            .await
            .is(200)
            .never_says("Pour\u{202f}: 1")
            .never_says("Le résultat</h2>")
            .never_says("qui a voté quoi</summary>");
        visitor.get(REGISTER).await.is(200).says("1 vote").never_says("Pour\u{202f}: 1");
    }
    vote(&world.colleague(), &key, "ballot", "abstain").await.is(200);
    let said = [("outcome", "On vend deux samedis par mois."), ("review_on", "2026-12-15")];
    let closed = close(&world, &key, &said).await;
    closed
        .says("Pour\u{202f}: 1. Contre\u{202f}: 0. Sans avis\u{202f}: 1.")
        .says("deux samedis")
        .says("Aïcha")
        .says("mardi 15 décembre");
    world
        .owner()
        .call("/api/decisions/vote", &[("cohort", "ours"), ("decision", &key), ("ballot", "for")])
        .await
        .is(409);
    world.owner().get(REGISTER).await.says("C’est décidé.");
    world.owner().get(&page).await.says("Vote clos");
    world.write("update decision set review_on = '2026-11-24' where state = 'closed'").await.expect("written");
    world.owner().get(&page).await.says("À revoir");
}

#[tokio::test]
async fn a_proposal_is_refused_at_its_fields_and_what_was_typed_stays() {
    let world = World::new().await;
    let wrong = [
        ("cohort", "ours"),
        ("key", "x"),
        ("title", ""),
        ("details", "Une longue explication"),
        ("method", "ranking"),
        ("options", "Bleu\nbleu"),
        ("secrecy", "open"),
        ("electorate", "entrepreneurs"),
        ("needed", "9"),
        ("closes_on", "2026-11-01"),
    ];
    let page = world.owner().tell(NEW, "/api/decisions/propose", &wrong).await;
    for field in ["title", "options", "needed", "closes_on"] {
        page.says(&format!("id=\"{field}-error\""));
    }
    page.says("Une longue explication").says("de 2 à 12 choix différents").says("Bleu\nbleu");
    // Two who vote are too few to hide either of them.
    let secret = [
        ("cohort", "ours"),
        ("key", "x"),
        ("title", "Oui ?"),
        ("method", "consent"),
        ("secrecy", "secret"),
        ("electorate", "entrepreneurs"),
        ("needed", "3"),
    ];
    world
        .owner()
        .tell(NEW, "/api/decisions/propose", &secret)
        .await
        .says("id=\"secrecy-error\"")
        .says("au moins 3 personnes");
    assert_eq!(
        world.count("select count(*) from decision where cohort = (select id from cohort where slug = 'ours')").await,
        3
    );
}

#[tokio::test]
async fn a_question_no_longer_changes_once_its_vote_is_open() {
    let world = World::new().await;
    let id = asked(&world, "consent", "open", &[]).await;
    let form = [
        ("cohort", "ours"),
        ("decision", id.as_str()),
        ("title", "Autre ?"),
        ("method", "consent"),
        ("secrecy", "open"),
        ("electorate", "members"),
        ("needed", "1"),
    ];
    world.owner().call("/api/decisions/change", &form).await.is(409).says("vote_begun");
    world.owner().call("/api/decisions/remove", &form[..2]).await.is(409);
    world.facilitator().call("/api/decisions/open", &form[..2]).await.is(409);
    world.owner().get(&format!("{REGISTER}/{id}/edit")).await.is(409);
    let proposal = world.id("proposal");
    world
        .owner()
        .call(
            "/api/decisions/change",
            &[
                ("cohort", "ours"),
                ("decision", proposal),
                ("title", "Autre ?"),
                ("method", "consent"),
                ("secrecy", "open"),
                ("electorate", "members"),
                ("needed", "1"),
            ],
        )
        .await
        .is(200);
    world
        .owner()
        .call("/api/decisions/vote", &[("cohort", "ours"), ("decision", proposal), ("ballot", "agree")])
        .await
        .is(409)
        .says("vote_not_open");
    world.facilitator().call("/api/decisions/close", &[("cohort", "ours"), ("decision", proposal)]).await.is(409);
    world.owner().call("/api/decisions/remove", &[("cohort", "ours"), ("decision", proposal)]).await.is(200);
}

#[tokio::test]
async fn one_objection_is_heard_and_too_few_votes_are_said_kindly() {
    let world = World::new().await;
    let id = asked(&world, "consent", "open", &[("needed", "2")]).await;
    vote(&world.owner(), &id, "ballot", "agree").await.is(200);
    vote(&world.facilitator(), &id, "ballot", "object").await.says("Votre vote est compté");
    close(&world, &id, &[]).await.says("il reste 1 objection à écouter");
    let id = asked(&world, "consent", "open", &[]).await;
    vote(&world.owner(), &id, "ballot", "agree").await.is(200);
    close(&world, &id, &[]).await.says("votes reçus 1, votes nécessaires 3").says("Ce n’est pas grave");
}

#[tokio::test]
async fn options_are_ranked_and_a_set_day_ends_the_vote() {
    let world = World::new().await;
    let more = [("options", "Bleu\nRouge\nVert"), ("closes_on", "2026-11-25"), ("needed", "2")];
    let id = asked(&world, "ranking", "open", &more).await;
    let options: Vec<(Uuid,)> = sqlx::query_as("select id from decision_option order by position")
        .fetch_all(world.state.db.read())
        .await
        .unwrap();
    let place = |index: usize| format!("rank[{}]", options[index].0);
    let (blue, red) = (place(0), place(1));
    let page = format!("{REGISTER}/{id}");
    let same = [("cohort", "ours"), ("decision", id.as_str()), (blue.as_str(), "1"), (red.as_str(), "1")];
    world
        .owner()
        .tell(&page, "/api/decisions/vote", &same)
        .await
        .says("Deux choix ont la même place")
        .says("id=\"rank-error\"");
    let none = [("cohort", "ours"), ("decision", id.as_str())];
    world.owner().tell(&page, "/api/decisions/vote", &none).await.says("id=\"rank-error\"");
    let good = [("cohort", "ours"), ("decision", id.as_str()), (blue.as_str(), "2"), (red.as_str(), "1")];
    world
        .owner()
        .tell(&page, "/api/decisions/vote", &good)
        .await
        .says("Votre vote pour l’instant\u{202f}: Rouge, Bleu.");
    world.colleague().call("/api/decisions/vote", &[("cohort", "ours"), ("decision", &id), (&red, "1")]).await.is(200);
    let stranger = format!("rank[{}]", Uuid::now_v7());
    world
        .colleague()
        .call("/api/decisions/vote", &[("cohort", "ours"), ("decision", &id), (&stranger, "1")])
        .await
        .is(422);
    world.owner().get(&page).await.never_says("Le groupe choisit");
    world.write("update decision set closes_on = '2026-11-23' where method = 'ranking'").await.expect("written");
    world.owner().get(&page).await.says("Le groupe choisit «\u{a0}Rouge\u{a0}».");
    world.owner().call("/api/decisions/vote", &good).await.is(409).says("vote_not_open");
}

#[tokio::test]
async fn a_secret_ballot_is_cast_once_and_says_so_before() {
    let world = World::new().await;
    let id = asked(&world, "majority", "secret", &[]).await;
    let page = format!("{REGISTER}/{id}");
    world.owner().get(&page).await.says("ne peut plus être changé").says("name=\"ballot\"");
    vote(&world.owner(), &id, "ballot", "for")
        .await
        .says("Votre vote est compté")
        .says("secret")
        .never_says("name=\"ballot\"");
    vote(&world.owner(), &id, "ballot", "against").await.says("C’est votre premier vote qui compte");
    assert_eq!(world.count("select count(*) from secret_ballot where ballot = 'for'").await, 1);
    assert_eq!(world.count("select count(*) from secret_ballot").await, 1);
    vote(&world.colleague(), &id, "ballot", "for").await.is(200);
    vote(&world.facilitator(), &id, "ballot", "against").await.is(200);
    close(&world, &id, &[]).await.says("Pour\u{202f}: 2. Contre\u{202f}: 1.").never_says("qui a voté quoi</summary>");
    world.owner().get("/me/data").await.says("Le vote est secret").never_says("Vend-on le samedi ?\u{202f}: Pour");
}

#[tokio::test]
async fn too_few_secret_ballots_are_burnt_uncounted() {
    let world = World::new().await;
    let id = asked(&world, "majority", "secret", &[]).await;
    vote(&world.owner(), &id, "ballot", "against").await.is(200);
    close(&world, &id, &[]).await.says("votes reçus 1, votes nécessaires 3").never_says("Contre\u{202f}: 1");
    assert_eq!(world.count("select count(*) from secret_ballot").await, 0);
    assert_eq!(world.count("select count(*) from decision_voter").await, 1);
}

/// Everything that the database holds, row by row: whatever is stored about a vote, no row has both a ballot and something that
/// names its voter, and nothing leads from one to the other.
#[tokio::test]
async fn nothing_in_the_database_joins_a_secret_ballot_to_its_voter() {
    let world = World::new().await;
    let id = asked(&world, "majority", "secret", &[]).await;
    let voters = [("owner", "for"), ("colleague", "against"), ("facilitator", "abstain")];
    let mut seen: Vec<String> = Vec::new();
    for (role, ballot) in voters {
        // A refused form, an interrupted one and a repeated one leave nothing of the ballot either.
        vote(&world.visitor(role), &id, "ballot", "maybe").await.says("Il reste 1 réponse à revoir");
        let kept = [("cohort", "ours"), ("decision", id.as_str()), ("ballot", ballot)];
        world.visitor("lapsed").submit(REGISTER, "/api/decisions/vote", &kept).await.is(302);
        for _ in 0..2 {
            vote(&world.visitor(role), &id, "ballot", ballot).await.is(200);
        }
        // No row is older than another: each vote writes all ballots anew.
        let ids = column(&world, "select id from secret_ballot").await;
        assert!(ids.iter().all(|id| !seen.contains(id)), "a ballot kept its row");
        seen.extend(ids);
    }
    let mut dump = Vec::new();
    for table in tables(&world).await {
        dump.extend(rows(&world, &table).await.into_iter().map(|row| (table.clone(), row)));
    }
    let ballots: Vec<&str> =
        dump.iter().filter(|(table, _)| table == "secret_ballot").map(|(_, row)| row.as_str()).collect();
    assert_eq!(ballots.len(), 3);
    assert_eq!(world.count("select count(*) from decision_voter").await, 3);
    // A ballot is three things: a random id, the decision, the choice.
    assert_eq!(columns(&world, "secret_ballot").await, ["id", "decision", "ballot"]);
    for uuid in uuids(&world, "select id from secret_ballot").await {
        assert_eq!(uuid.get_version_num(), 4, "an id with a time in it");
        let marks = [uuid.to_string(), uuid.simple().to_string(), uuid.simple().to_string().to_uppercase()];
        let naming = dump.iter().filter(|(_, row)| marks.iter().any(|mark| row.contains(mark.as_str())));
        assert_eq!(naming.count(), 1, "a ballot's id stands elsewhere too");
    }
    for (table, row) in dump.iter().filter(|(table, _)| table != "secret_ballot") {
        let word = ["against", "abstain", "\"for\"", "'for'", "maybe"].into_iter().find(|word| row.contains(word));
        assert!(word.is_none() || table == "decision_option", "{word:?} is in {table}: {row}");
    }
    // A key would keep a hash of the form beside the voter: three guesses would open it.
    assert_eq!(world.count("select count(*) from used_key where action = 'decisions/vote'").await, 0);
    // The audit says that somebody voted, on the decision, and nothing more.
    let voted = world.count("select count(*) from audit where action = 'decisions/vote' and outcome = 'done'").await;
    let named = format!(
        "select count(*) from audit where action = 'decisions/vote' and outcome = 'done' and object = {}",
        World::literal(&id)
    );
    assert_eq!((voted, world.count(&named).await), (6, 6));
    assert_eq!(same_transaction(&world).await, 0);
}

#[tokio::test]
async fn minutes_tell_what_was_decided() {
    let world = World::new().await;
    let key = Uuid::now_v7().to_string();
    let (event, decision) = (world.id("event"), world.id("decision"));
    let from = "/cohorts/ours/minutes/new";
    world.colleague().get(from).await.is(200).says("Notre question open");
    let wrong = [("cohort", "ours"), ("key", "x"), ("title", "CA"), ("text", ""), ("held_on", "2026-12-24")];
    let page = world.colleague().tell(from, "/api/decisions/write-minutes", &wrong).await;
    page.says("id=\"text-error\"").says("id=\"held_on-error\"").says("value=\"CA\"");
    let form = [
        ("cohort", "ours"),
        ("key", key.as_str()),
        ("title", "CA du lundi"),
        ("text", "On a parlé\ndes samedis."),
        ("held_on", "2026-11-23"),
        ("event", event),
        ("decisions[]", decision),
    ];
    for _ in 0..2 {
        let page = world.colleague().tell(from, "/api/decisions/write-minutes", &form).await;
        page.says("Le compte rendu est enregistré.").says("des samedis.").says("Notre question open");
    }
    assert_eq!(world.count("select count(*) from meeting_minutes where title = 'CA du lundi'").await, 1);
    world.owner().get(&format!("{REGISTER}/{decision}")).await.says("Lire le compte rendu");
    world.owner().get(REGISTER).await.says("CA du lundi");
    let edit = format!("/cohorts/ours/minutes/{key}/edit");
    world.owner().get(&edit).await.is(403);
    let changed = [
        ("cohort", "ours"),
        ("minutes", key.as_str()),
        ("title", "CA"),
        ("text", "Corrigé."),
        ("held_on", "2026-11-23"),
    ];
    world.owner().call("/api/decisions/change-minutes", &changed).await.is(403);
    world
        .colleague()
        .tell(&edit, "/api/decisions/change-minutes", &changed)
        .await
        .says("Corrigé.")
        .never_says("Notre question");
}

#[tokio::test]
async fn an_archived_cohort_decides_nothing_any_more() {
    let world = World::new().await;
    let decision = world.id("decision");
    world.write("update cohort set state = 'archived' where slug = 'ours'").await.expect("written");
    let form = [("cohort", "ours"), ("decision", decision), ("ballot", "for")];
    world.owner().call("/api/decisions/vote", &form).await.is(409).says("cohort_closed");
    world.facilitator().call("/api/decisions/close", &form[..2]).await.is(409);
    world.owner().get(NEW).await.is(409);
    world.owner().get(&format!("{REGISTER}/{decision}")).await.is(200).never_says("name=\"ballot\"");
    world.owner().get(REGISTER).await.is(200).never_says("Proposer une question");
}

#[tokio::test]
async fn who_is_erased_leaves_her_count_and_no_words() {
    let world = World::new().await;
    let decision = world.id("decision");
    vote(&world.owner(), decision, "ballot", "for").await.is(200);
    world.owner().get("/me/data").await.says("Notre question open\u{202f}: Pour").says("Notre CA");
    let password = [("current_password", crate::harness::PASSWORD)];
    assert_eq!(
        world.owner().submit("/me/erase", "/api/people/erase", &password).await.location(),
        "/sign-in?notice=erased"
    );
    assert_eq!(world.count("select count(*) from decision where state = 'proposed' and title like 'Notre%'").await, 0);
    assert_eq!(
        world
            .count(&format!("select count(*) from decision_ballot where decision = {}", World::literal(decision)))
            .await,
        1
    );
    close(&world, decision, &[]).await.says("Pour\u{202f}: 1.").never_says("Aïcha");
}

/// The texts of a column of ids, as the engine writes them.
async fn column(world: &World, sql: &str) -> Vec<String> {
    uuids(world, sql).await.iter().map(Uuid::to_string).collect()
}

async fn uuids(world: &World, sql: &str) -> Vec<Uuid> {
    let rows: Vec<(Uuid,)> =
        sqlx::query_as(AssertSqlSafe(sql.to_owned())).fetch_all(world.state.db.read()).await.expect("ids");
    rows.into_iter().map(|row| row.0).collect()
}

async fn texts(world: &World, sql: String) -> Vec<String> {
    let rows: Vec<(String,)> =
        sqlx::query_as(AssertSqlSafe(sql)).fetch_all(world.state.db.read()).await.expect("texts");
    rows.into_iter().map(|row| row.0).collect()
}

#[cfg(feature = "sqlite")]
async fn tables(world: &World) -> Vec<String> {
    texts(world, "select name from sqlite_master where type = 'table'".to_owned()).await
}

#[cfg(feature = "sqlite")]
async fn columns(world: &World, table: &str) -> Vec<String> {
    texts(world, format!("select name from pragma_table_info('{table}') order by cid")).await
}

#[cfg(feature = "sqlite")]
async fn rows(world: &World, table: &str) -> Vec<String> {
    let quoted: Vec<String> = columns(world, table).await.iter().map(|name| format!("quote(\"{name}\")")).collect();
    texts(world, format!("select {} from \"{table}\"", quoted.join(" || ' ' || "))).await
}

/// SQLite's rows carry no transaction.
#[cfg(feature = "sqlite")]
async fn same_transaction(_: &World) -> i64 {
    0
}

#[cfg(feature = "postgres")]
async fn tables(world: &World) -> Vec<String> {
    texts(world, "select table_name::text from information_schema.tables where table_schema = 'public'".to_owned())
        .await
}

#[cfg(feature = "postgres")]
async fn columns(world: &World, table: &str) -> Vec<String> {
    let columns = "select column_name::text from information_schema.columns where table_schema = 'public'";
    texts(world, format!("{columns} and table_name = '{table}' order by ordinal_position")).await
}

#[cfg(feature = "postgres")]
async fn rows(world: &World, table: &str) -> Vec<String> {
    texts(world, format!("select t::text from \"{table}\" t")).await
}

/// How many ballots PostgreSQL's transaction numbers set apart from the others.
#[cfg(feature = "postgres")]
async fn same_transaction(world: &World) -> i64 {
    world.count("select count(distinct xmin::text) - 1 from secret_ballot").await
}

//! A library of ten thousand lessons that another cohort published.

use sqlx::{Connection, SqliteConnection};
use std::{path::Path, process::Command};

/// Gestures and materials, in turn: two words together are in one lesson of a hundred.
const LESSONS: &str = "
    insert into published_lesson (note, edition, position, outcome, condition, action, reason, evidence, lesson, phase_kind)
    select n.id, e.edition, 1000 + k.n, 'worked',
           'on commence le lot ' || k.n || ' avec ' || case k.n % 10
               when 0 then 'la machine' when 1 then 'les ciseaux' when 2 then 'le fer' when 3 then 'la surjeteuse'
               when 4 then 'le fil' when 5 then 'les aiguilles' when 6 then 'la table' when 7 then 'le mannequin'
               when 8 then 'les épingles' else 'la règle' end,
           'préparer ' || case k.n / 10 % 10
               when 0 then 'l’ourlet' when 1 then 'les patrons' when 2 then 'le tissu' when 3 then 'la doublure'
               when 4 then 'les poches' when 5 then 'le col' when 6 then 'la ceinture' when 7 then 'les boutons'
               when 8 then 'la fermeture' else 'les manches' end || ' avant de coudre à plusieurs',
           'on se repère mieux, on jette moins et chacune peut reprendre le travail d’une autre',
           'Au lot ' || k.n || ', il a fallu une heure de moins que la semaine d’avant.',
           cast(substr('learnt ' || printf('%09d', k.n), 1, 16) as blob), 'production'
    from (with recursive k(n) as (select 1 union all select n + 1 from k where n < 10000) select n from k) k
    join (select n.id, n.cohort from note n join cohort c on c.id = n.cohort
          where n.published_at is not null and c.slug <> '{slug}' limit 1) n
    join (select note, max(edition) as edition from published_note group by note) e on e.note = n.id";

/// Publishes the lessons beside the cohort called `slug`, and lets `program` make the index.
pub fn fill(program: &Path, file: &Path, slug: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut db = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
        let done = sqlx::raw_sql(sqlx::AssertSqlSafe(LESSONS.replace("{slug}", slug))).execute(&mut db).await.unwrap();
        assert_eq!(done.rows_affected(), 10_000);
        db.close().await.unwrap();
    });
    let made =
        Command::new(program).args(["index", "--database", &format!("sqlite:{}", file.display())]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

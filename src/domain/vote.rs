//! Decisions: ballots to results. Who voted is not known here, so the order of ballots can tell nothing.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

codes! {
    /// How a decision is taken.
    Method {
        /// Adopted when nobody objects.
        Consent = "consent",
        /// Adopted when more are for than against.
        Majority = "majority",
        /// The option that wins every duel, by the Schulze method.
        Ranking = "ranking",
    }
}

codes! {
    /// A ballot by consent.
    ConsentBallot {
        Agree = "agree",
        Object = "object",
    }
}

codes! {
    /// A ballot by majority.
    MajorityBallot {
        For = "for",
        Against = "against",
        Abstain = "abstain",
    }
}

codes! {
    /// Who votes: one member, one vote. Facilitators accompany; they vote only where they were told to be members.
    Electorate {
        Entrepreneurs = "entrepreneurs",
        /// Those who accompany the group too.
        Members = "members",
    }
}

/// Below so many voters, a secret vote would tell how each of them voted.
pub const SECRET_VOTERS: i64 = 3;

/// One ballot, by whatever method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ballot {
    Consent(ConsentBallot),
    Majority(MajorityBallot),
    /// The preferred option first.
    Ranking(Vec<Uuid>),
}

impl Ballot {
    /// The ballot that `code` stands for in a vote by `method`.
    pub fn from_code(method: Method, code: &str) -> Option<Self> {
        match method {
            Method::Consent => ConsentBallot::from_code(code).map(Self::Consent),
            Method::Majority => MajorityBallot::from_code(code).map(Self::Majority),
            Method::Ranking => code.split(',').map(|id| id.parse().ok()).collect::<Option<_>>().map(Self::Ranking),
        }
    }

    /// Its stable code: a word, or ids with commas between.
    pub fn code(&self) -> String {
        match self {
            Self::Consent(ballot) => ballot.code().to_owned(),
            Self::Majority(ballot) => ballot.code().to_owned(),
            Self::Ranking(ids) => ids.iter().map(Uuid::to_string).collect::<Vec<_>>().join(","),
        }
    }
}

/// What came of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tally {
    /// Fewer voted than the group asked for: nothing is decided, and nothing is counted.
    TooFew {
        voted: usize,
        needed: usize,
    },
    Consent(Consent),
    Majority(Majority),
    Ranking(Ranking),
}

impl Tally {
    /// Whether something was decided.
    pub fn decides(&self) -> bool {
        match self {
            Self::TooFew { .. } => false,
            Self::Consent(consent) => consent.adopted,
            Self::Majority(majority) => majority.adopted,
            Self::Ranking(ranking) => ranking.winners.len() == 1,
        }
    }
}

/// Counts a vote. Ballots of another method are none of this vote's and are passed over.
pub fn tally(method: Method, options: &[Uuid], ballots: &[Ballot], needed: usize) -> Tally {
    let mut of = (Vec::new(), Vec::new(), Vec::new());
    for ballot in ballots {
        match (method, ballot) {
            (Method::Consent, Ballot::Consent(ballot)) => of.0.push(*ballot),
            (Method::Majority, Ballot::Majority(ballot)) => of.1.push(*ballot),
            (Method::Ranking, Ballot::Ranking(ballot)) => of.2.push(ballot.clone()),
            _ => {}
        }
    }
    let voted = of.0.len() + of.1.len() + of.2.len();
    match method {
        _ if voted < needed => Tally::TooFew { voted, needed },
        Method::Consent => Tally::Consent(consent(&of.0)),
        Method::Majority => Tally::Majority(majority(&of.1)),
        Method::Ranking => Tally::Ranking(ranking(options, &of.2)),
    }
}

/// What a vote by consent gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub agree: usize,
    pub objections: usize,
    /// Nobody objects, and at least one voted.
    pub adopted: bool,
}

/// What a vote by majority gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Majority {
    pub votes_for: usize,
    pub against: usize,
    pub abstain: usize,
    /// More are for than against; a tie is not adopted.
    pub adopted: bool,
}

/// What a ranking gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// The best options: one, or several that tie; none when no ballot ranks anything.
    pub winners: Vec<Uuid>,
    /// Every duel: in row `a`, column `b`, how many ballots prefer `a` to `b`. Rows and columns are in the order of the
    /// options.
    pub duels: Vec<Vec<usize>>,
}

/// Counts a vote by consent.
pub fn consent(ballots: &[ConsentBallot]) -> Consent {
    let objections = ballots.iter().filter(|ballot| **ballot == ConsentBallot::Object).count();
    Consent { agree: ballots.len() - objections, objections, adopted: objections == 0 && !ballots.is_empty() }
}

/// Counts a vote by majority.
pub fn majority(ballots: &[MajorityBallot]) -> Majority {
    let count = |wanted| ballots.iter().filter(|ballot| **ballot == wanted).count();
    let (votes_for, against) = (count(MajorityBallot::For), count(MajorityBallot::Against));
    Majority { votes_for, against, abstain: count(MajorityBallot::Abstain), adopted: votes_for > against }
}

/// Counts a ranking. A ballot names options, the preferred first; those it leaves out come after, equal among
/// themselves. What is not an option, or named a second time, is passed over.
pub fn ranking(options: &[Uuid], ballots: &[Vec<Uuid>]) -> Ranking {
    let ballots: Vec<Vec<usize>> = ballots.iter().map(|ballot| places(options, ballot)).collect();
    let duels = duels(options.len(), &ballots);
    let paths = strongest_paths(&duels);
    let unbeaten = |a: &usize| (0..options.len()).all(|b| paths[*a][b] >= paths[b][*a]);
    let voted = ballots.iter().any(|ballot| ballot.iter().any(|place| *place < options.len()));
    let winners = (0..options.len()).filter(|_| voted).filter(unbeaten).map(|index| options[index]).collect();
    Ranking { winners, duels }
}

/// The place of each option on a ballot, from 0; one left out has the place after the last.
fn places(options: &[Uuid], ballot: &[Uuid]) -> Vec<usize> {
    let place = |option: &Uuid| ballot.iter().position(|named| named == option);
    let named: Vec<Option<usize>> = options.iter().map(place).collect();
    let before = |place: usize| named.iter().flatten().filter(|other| **other < place).count();
    named.iter().map(|place| place.map_or(options.len(), before)).collect()
}

fn duels(options: usize, ballots: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let prefer = |a: usize, b: usize| ballots.iter().filter(|places| places[a] < places[b]).count();
    (0..options).map(|a| (0..options).map(|b| prefer(a, b)).collect()).collect()
}

/// Schulze: a path of duels is as strong as its weakest; between two options the strongest path counts.
fn strongest_paths(duels: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let all = 0..duels.len();
    let won = |a: usize, b: usize| if duels[a][b] > duels[b][a] { duels[a][b] } else { 0 };
    let mut paths: Vec<Vec<usize>> = all.clone().map(|a| all.clone().map(|b| won(a, b)).collect()).collect();
    for over in all.clone() {
        for from in all.clone() {
            for to in all.clone().filter(|to| *to != from) {
                paths[from][to] = paths[from][to].max(paths[from][over].min(paths[over][to]));
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::subsequence;

    fn option(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn options(n: u128) -> Vec<Uuid> {
        (0..n).map(option).collect()
    }

    fn ballots(text: &str) -> Vec<Vec<Uuid>> {
        let letter = |c: char| option(u128::from(c) - u128::from('A'));
        text.lines()
            .flat_map(|line| {
                let (count, letters) = line.trim().split_once(' ').unwrap();
                vec![letters.chars().map(letter).collect(); count.parse().unwrap()]
            })
            .collect()
    }

    #[test]
    fn one_objection_is_enough() {
        use ConsentBallot::*;
        assert_eq!(consent(&[Agree, Agree]), Consent { agree: 2, objections: 0, adopted: true });
        assert_eq!(consent(&[Agree, Object]), Consent { agree: 1, objections: 1, adopted: false });
        assert!(!consent(&[]).adopted);
    }

    #[test]
    fn a_tie_is_not_adopted() {
        use MajorityBallot::*;
        let tally = majority(&[For, Against, Abstain]);
        assert_eq!(tally, Majority { votes_for: 1, against: 1, abstain: 1, adopted: false });
        assert!(majority(&[For, Abstain, Abstain]).adopted);
        assert!(!majority(&[]).adopted && !majority(&[Abstain]).adopted);
    }

    /// The example of Schulze's paper: 45 ballots, five options, E wins.
    #[test]
    fn the_example_of_the_paper() {
        let ballots = ballots("5 ACBED\n5 ADECB\n8 BEDAC\n3 CABED\n7 CAEBD\n2 CBADE\n7 DCEBA\n8 EBADC");
        let tally = ranking(&options(5), &ballots);
        assert_eq!(tally.winners, [option(4)]);
        assert_eq!(tally.duels[0], [0, 20, 26, 30, 22]);
    }

    #[test]
    fn ties_are_several() {
        assert_eq!(ranking(&options(3), &ballots("1 ABC\n1 BCA\n1 CAB")).winners, options(3));
        assert_eq!(ranking(&options(3), &ballots("1 A\n1 B")).winners, options(2));
        assert_eq!(ranking(&options(2), &ballots("2 AB\n2 BA")).winners, options(2));
    }

    #[test]
    fn what_a_ballot_says_twice_or_of_others_is_passed_over() {
        let none = Vec::<Uuid>::new();
        assert_eq!(ranking(&options(2), &[]).winners, none);
        assert_eq!(ranking(&options(2), &[vec![], vec![option(9)]]).winners, none);
        assert_eq!(ranking(&[], &ballots("1 A")).winners, none);
        let tally = ranking(&options(3), &ballots("1 ZBAB\n1 BBA"));
        assert_eq!((tally.winners, &tally.duels[1]), (vec![option(1)], &vec![2, 0, 2]));
    }

    #[test]
    fn too_few_decide_nothing() {
        let ballots = [Ballot::Majority(MajorityBallot::For), Ballot::Consent(ConsentBallot::Agree)];
        let too_few = Tally::TooFew { voted: 1, needed: 2 };
        assert_eq!(tally(Method::Majority, &[], &ballots, 2), too_few);
        assert!(!too_few.decides());
        assert!(tally(Method::Majority, &[], &ballots, 1).decides());
        assert!(!tally(Method::Ranking, &options(2), &[], 0).decides());
    }

    #[test]
    fn a_ballot_is_read_by_its_own_method_only() {
        let ranked = Ballot::Ranking(vec![option(2), option(1)]);
        assert_eq!(Ballot::from_code(Method::Ranking, &ranked.code()), Some(ranked));
        assert_eq!(Ballot::from_code(Method::Consent, "for"), None);
        assert_eq!(Ballot::from_code(Method::Ranking, "for"), None);
    }

    fn some_ballots(options: u128) -> impl Strategy<Value = Vec<Vec<Uuid>>> {
        let all = self::options(options);
        let ballot = subsequence(all.clone(), 0..=all.len()).prop_shuffle();
        proptest::collection::vec(ballot, 0..25)
    }

    /// Who wins every duel, seen ballot by ballot.
    fn condorcet(options: &[Uuid], ballots: &[Vec<Uuid>]) -> Option<Uuid> {
        let place = |ballot: &[Uuid], option| ballot.iter().position(|named| *named == option).unwrap_or(usize::MAX);
        let beats = |a, b| {
            let prefer = |a, b| ballots.iter().filter(|ballot| place(ballot, a) < place(ballot, b)).count();
            prefer(a, b) > prefer(b, a)
        };
        options.iter().copied().find(|a| options.iter().all(|b| a == b || beats(*a, *b)))
    }

    proptest! {
        #[test]
        fn who_wins_every_duel_wins(ballots in some_ballots(5)) {
            if let Some(winner) = condorcet(&options(5), &ballots) {
                prop_assert_eq!(ranking(&options(5), &ballots).winners, [winner]);
            }
        }

        #[test]
        fn somebody_wins_once_one_has_ranked(ballots in some_ballots(5)) {
            let voted = ballots.iter().any(|ballot| !ballot.is_empty());
            prop_assert_eq!(!ranking(&options(5), &ballots).winners.is_empty(), voted);
        }

        #[test]
        fn the_order_of_ballots_changes_nothing(
            (given, shuffled) in
                some_ballots(5).prop_flat_map(|given| (Just(given.clone()), Just(given).prop_shuffle())),
        ) {
            prop_assert_eq!(ranking(&options(5), &given), ranking(&options(5), &shuffled));
        }

        #[test]
        fn the_names_of_options_change_nothing(ballots in some_ballots(5), names in Just(options(5)).prop_shuffle()) {
            let rename = |option: &Uuid| names[usize::try_from(option.as_u128()).unwrap()];
            let renamed: Vec<Vec<Uuid>> = ballots.iter().map(|ballot| ballot.iter().map(rename).collect()).collect();
            let mut expected: Vec<Uuid> = ranking(&options(5), &ballots).winners.iter().map(rename).collect();
            expected.sort_unstable();
            prop_assert_eq!(ranking(&options(5), &renamed).winners, expected);
        }

        #[test]
        fn codes_of_ballots_come_back(ids in proptest::collection::vec(any::<u128>().prop_map(Uuid::from_u128), 1..9)) {
            let ballot = Ballot::Ranking(ids);
            prop_assert_eq!(Ballot::from_code(Method::Ranking, &ballot.code()), Some(ballot));
        }

        #[test]
        fn counts_lose_nobody(ballots in proptest::collection::vec(0..3_usize, 0..30)) {
            let ballots: Vec<_> = ballots.into_iter().map(|index| MajorityBallot::ALL[index]).collect();
            let tally = majority(&ballots);
            prop_assert_eq!(tally.votes_for + tally.against + tally.abstain, ballots.len());
        }
    }
}

//! States of a mission: a task of a pôle, with a person and a due day.

codes! {
    /// Where a mission stands.
    MissionState {
        ToDo = "to_do",
        Doing = "doing",
        Blocked = "blocked",
        Done = "done",
    }
}

impl MissionState {
    /// Whether it still asks for somebody's time.
    pub fn is_open(self) -> bool {
        self != Self::Done
    }
}

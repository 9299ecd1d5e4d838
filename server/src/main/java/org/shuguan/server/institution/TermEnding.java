package org.shuguan.server.institution;

/// Tells people that a term is about to end. Declared here, implemented a floor above by whoever tells people.
public interface TermEnding {
    /// How near the end is.
    enum Stage {
        /// there is time to name a successor: rule `institution.term-early`
        EARLY,
        /// rule `institution.term-late`
        LATE
    }

    /// Called each day while it is so; told once for each stage.
    void ahead(Appointment appointment, Unit unit, Stage stage);
}

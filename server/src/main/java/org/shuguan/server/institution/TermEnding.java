package org.shuguan.server.institution;

/// Notifies people that a term is about to end. Implemented by a higher module that sends notices.
public interface TermEnding {
    /// How near the end of the term is.
    enum Stage {
        /// early enough to find a successor: rule `institution.term-early`
        EARLY,
        /// rule `institution.term-late`
        LATE
    }

    /// Called each day while the term is in this stage; the notice is sent once for each stage.
    void ahead(Appointment appointment, Unit unit, Stage stage);
}

package org.shuguan.server.institution;

/// Tells people that a term is about to end. Declared here, implemented a floor above by whoever tells people.
public interface TermEnding {
    /// Called each day while it is so; told once for each stage.
    ///
    /// @param stage how many days ahead this reminder belongs: 30 or 7
    void ahead(Appointment appointment, Unit unit, int stage);
}

package org.shuguan.server.calendar;

import java.time.LocalDate;
import java.util.List;
import org.shuguan.server.institution.UnitCode;

/// Open terms that were counted in working days. Implemented by the modules that keep them: when a year's holidays
/// are announced, each counts its open terms anew.
public interface OpenTerms {
    /// A term whose last day has moved.
    ///
    /// @param kind the kind of work, with the text `approval.kind.<kind>`
    /// @param title what it is the term of
    /// @param unit whose it is
    /// @param link the page about it
    record Moved(String kind, String title, UnitCode unit, String link, LocalDate before, LocalDate after) {}

    /// Counts all open terms with the calendar as it is now. Called in a transaction, again after a failure; a
    /// second call finds nothing to move.
    List<Moved> recount();
}

package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.UUID;

/// What passed from a unit to another on a day.
///
/// @param share in hundredths of what the predecessor was
/// @param answers whether the successor answers for the open work and the data that the predecessor leaves; one does
public record Succession(
        UUID act, LocalDate day, UnitCode predecessor, UnitCode successor, int share, boolean answers) {}

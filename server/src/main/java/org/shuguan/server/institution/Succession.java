package org.shuguan.server.institution;

import java.time.LocalDate;
import java.util.UUID;

/// The succession of one unit to another on a day.
///
/// @param share percentage of the predecessor that the successor received
/// @param answers whether this successor is responsible for the predecessor's open work and data; exactly one is
public record Succession(
        UUID act, LocalDate day, UnitCode predecessor, UnitCode successor, int share, boolean answers) {}

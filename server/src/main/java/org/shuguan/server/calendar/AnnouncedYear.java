package org.shuguan.server.calendar;

import java.time.Instant;

/// The days off and working weekend days of a year, as announced.
///
/// @param source the notice that announced them
/// @param rest days and spans of days, as in `days.properties`
/// @param work weekend days that are working days
record AnnouncedYear(int year, String source, String rest, String work, String announcedBy, Instant announcedAt) {}

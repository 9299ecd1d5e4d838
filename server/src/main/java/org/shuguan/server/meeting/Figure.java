package org.shuguan.server.meeting;

import org.jspecify.annotations.Nullable;

/// A figure on a topic's page.
///
/// @param key its name is the text `meeting.figure.<key>`
/// @param value a number, a day or a name
/// @param source where it is counted: the text `meeting.figure-source.<source>`
/// @param link the rows behind it, null if there is no list
public record Figure(
        String key, String value, String source, @Nullable String link) {}

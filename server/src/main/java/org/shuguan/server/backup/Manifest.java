package org.shuguan.server.backup;

import java.util.List;

/// What a backup says of itself, as its first entry.
///
/// @param format of this description and of the entries
/// @param home path of the home: the lake names its files by it
/// @param databases folders of embedded databases
/// @param lake whether there is one
/// @param at when the backup began, ISO 8601
record Manifest(int format, String home, List<String> databases, boolean lake, String at) {
    static final int FORMAT = 1;
    static final String NAME = "shuguan-backup.json";

    Manifest {
        databases = List.copyOf(databases);
    }
}

package org.shuguan.server.access;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// A signed-in person downloaded a list or a paper as a file.
///
/// @param what path of the download, with the format: `/api/catalog/entries/export.xlsx`
/// @param facts filter, number of rows, format and outcome
record ListExported(String what, Map<String, ?> facts) implements Audited {
    @Override
    public String action() {
        return "access.export";
    }

    @Override
    public String subject() {
        return what;
    }
}

package org.shuguan.server.catalogimport;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// A workbook came in, was confirmed, was taken in or was dropped. One record for all of its entries: which they were
/// is kept with the import.
///
/// @param by account of who did it: the job works after them, without anybody signed in
record ImportEvent(String action, ImportRun run, String by, Map<String, ?> facts) implements Audited {
    @Override
    public String subject() {
        return "import " + run.id();
    }

    @Override
    public String unit() {
        return run.unit().value();
    }

    @Override
    public String actor() {
        return by;
    }
}

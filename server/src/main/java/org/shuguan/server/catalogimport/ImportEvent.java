package org.shuguan.server.catalogimport;

import java.util.Map;
import org.shuguan.server.audit.Audited;

/// A workbook was uploaded, confirmed, written or dropped. One audit record covers all entries of the import;
/// which they were is stored with the import.
///
/// @param by account of the person; jobs continue for them while nobody is signed in
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

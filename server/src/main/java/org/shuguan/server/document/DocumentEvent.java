package org.shuguan.server.document;

import java.util.Map;
import org.shuguan.server.audit.Audited;
import org.shuguan.server.platform.Rows;

/// A file was added, removed, or somebody said to have read it.
record DocumentEvent(What what, Document document) implements Audited {
    /// Ends the audit action `document.<name>`.
    enum What {
        ADD,
        REMOVE,
        READ
    }

    @Override
    public String action() {
        return "document." + Rows.word(what);
    }

    @Override
    public String subject() {
        return document.subject();
    }

    @Override
    public Map<String, ?> facts() {
        return Map.of("title", document.title(), "grade", document.grade().word(), "sha256", document.sha256());
    }
}

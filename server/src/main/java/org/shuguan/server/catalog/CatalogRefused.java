package org.shuguan.server.catalog;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// Refusals of the catalog: the entry or its source is not in the state that the action needs.
final class CatalogRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private CatalogRefused(String what) {
        this(what, Map.of());
    }

    private CatalogRefused(String what, Map<String, Object> facts) {
        super("catalog/" + what, HttpStatus.CONFLICT, facts);
    }

    /// @param standing the entry that the table already has
    static CatalogRefused tableHasEntry(String table, Version standing) {
        return new CatalogRefused(
                "table-has-entry",
                Map.of(
                        "table",
                        table,
                        "title",
                        standing.content().title(),
                        "code",
                        standing.code().value(),
                        "entry",
                        standing.entry()));
    }

    static CatalogRefused notADraft() {
        return new CatalogRefused("not-a-draft");
    }

    static CatalogRefused notPublished() {
        return new CatalogRefused("not-published");
    }

    static CatalogRefused versionOpen() {
        return new CatalogRefused("version-open");
    }

    static CatalogRefused notThere() {
        return new CatalogRefused("not-at-this-step");
    }

    static CatalogRefused noSourceChange() {
        return new CatalogRefused("no-source-change");
    }

    static CatalogRefused tableGone() {
        return new CatalogRefused("table-gone");
    }
}

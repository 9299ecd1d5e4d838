package org.shuguan.server.catalog;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The entry is not where it would have to be for this.
final class CatalogRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private CatalogRefused(String what) {
        super("catalog/" + what, HttpStatus.CONFLICT, Map.of());
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

    static CatalogRefused importNotReady() {
        return new CatalogRefused("import-not-ready");
    }

    static CatalogRefused importWrong() {
        return new CatalogRefused("import-wrong");
    }

    static CatalogRefused importNothing() {
        return new CatalogRefused("import-nothing");
    }

    static CatalogRefused importNoWorkbook() {
        return new CatalogRefused("import-no-workbook");
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

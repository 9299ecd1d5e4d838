package org.shuguan.server.catalogimport;

import java.util.Map;
import org.shuguan.server.platform.Refusal;
import org.springframework.http.HttpStatus;

/// The import is not in the state that the action needs, or the file is no workbook. The codes begin with
/// `catalog/` because clients know them by that name.
final class ImportRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private ImportRefused(String code) {
        super(code, HttpStatus.CONFLICT, Map.of());
    }

    static ImportRefused notReady() {
        return new ImportRefused("catalog/import-not-ready");
    }

    static ImportRefused wrong() {
        return new ImportRefused("catalog/import-wrong");
    }

    static ImportRefused nothing() {
        return new ImportRefused("catalog/import-nothing");
    }

    static ImportRefused noWorkbook() {
        return new ImportRefused("catalog/import-no-workbook");
    }
}

package org.shuguan.server.platform;

import java.util.Map;
import org.springframework.http.HttpStatus;

/// The workbook is refused as a whole.
public final class WorkbookRefused extends Refusal {
    private static final long serialVersionUID = 1L;

    private WorkbookRefused(String code, Map<String, Object> facts) {
        super(code, HttpStatus.UNPROCESSABLE_CONTENT, facts);
    }

    static WorkbookRefused tooLarge(long megabytes) {
        return new WorkbookRefused("platform/workbook-too-large", Map.of("max", megabytes));
    }

    static WorkbookRefused bomb() {
        return new WorkbookRefused("platform/workbook-bomb", Map.of());
    }

    static WorkbookRefused position() {
        return new WorkbookRefused("platform/workbook-position", Map.of());
    }

    static WorkbookRefused tooManyRows(int most) {
        return new WorkbookRefused("platform/workbook-too-long", Map.of("max", most));
    }

    static WorkbookRefused unreadable() {
        return new WorkbookRefused("platform/workbook-unreadable", Map.of());
    }

    static WorkbookRefused withoutSheets() {
        return new WorkbookRefused("platform/workbook-without-sheets", Map.of());
    }
}

package org.shuguan.server.platform;

import java.util.Map;
import org.springframework.http.HttpStatus;

/// A PDF embeds its fonts, and this machine has no Chinese one. The same document as .docx needs none.
public final class NoChineseFont extends Refusal {
    private static final long serialVersionUID = 1L;

    NoChineseFont() {
        super("platform/no-chinese-font", HttpStatus.SERVICE_UNAVAILABLE, Fault.US, Map.of());
    }
}

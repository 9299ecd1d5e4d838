package org.shuguan.server.platform;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/// What whoever makes a file for download tells of it to whoever records the download.
public final class Downloads {
    private static final String ROWS = Downloads.class.getName() + ".rows";

    private Downloads() {}

    /// States how many rows the file of the current request has; without a request it does nothing.
    public static void rows(long rows) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(ROWS, rows, RequestAttributes.SCOPE_REQUEST);
        }
    }

    /// How many rows the file of the request has, null if that was not stated.
    public static @Nullable Long rowsOf(HttpServletRequest request) {
        return request.getAttribute(ROWS) instanceof Long rows ? rows : null;
    }
}

package org.shuguan.server.platform;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests that never reach a handler, for example because the address is malformed: a problem detail
/// without a page, with the headers that all other answers have.
final class BareErrors extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(BareErrors.class);

    /// Sets the headers of an answer that does not come through Spring Security.
    static void setHeaders(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        setHeaders(response);
        response.setContentType("application/problem+json");
        String code = status >= 500 ? "platform/unexpected" : "platform/bad-request";
        byte[] problem = ("{\"type\":\"urn:shuguan:problem:" + code + "\",\"code\":\"" + code + "\",\"status\":"
                        + status + "}")
                .getBytes(StandardCharsets.UTF_8);
        try {
            response.setContentLength(problem.length);
            response.getOutputStream().write(problem);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("the sender of a refused request is gone", gone);
        }
    }
}

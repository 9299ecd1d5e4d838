package org.shuguan.server.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.Downloads;
import org.shuguan.server.platform.InputText;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/// Records every file that a signed-in person downloads: lists, workbooks and papers, which are the answers sent
/// as an attachment outside of the public portal and of the audit record, which records its own. A file that is
/// made as a whole is recorded before its first byte is sent, so that none leaves without an entry; one that is
/// streamed is recorded at its end, with its outcome. A failure to make a file is recorded too.
@ControllerAdvice
class RecordedExports implements ResponseBodyAdvice<Object>, HandlerInterceptor, WebMvcConfigurer {
    private static final String RECORDED = RecordedExports.class.getName();
    private static final String API = "/api/";
    private static final String PUBLIC = "/api/public/";
    private static final String AUDIT = "/api/audit";
    private static final Set<String> PAGING = Set.of("page", "size");
    private static final int LONGEST = 200;
    private static final int SERVER_ERROR = 500;

    private final ApplicationEventPublisher events;

    RecordedExports(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(this);
    }

    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter method,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (request instanceof ServletServerHttpRequest asked
                && isFile(response.getHeaders().getFirst(HttpHeaders.CONTENT_DISPOSITION))) {
            record(asked.getServletRequest(), "done");
        }
        return body;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception thrown) {
        boolean failed = thrown != null || request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE) != null;
        if (isFile(response.getHeader(HttpHeaders.CONTENT_DISPOSITION))) {
            record(request, failed ? "failed" : "done");
        } else if (pattern(request).endsWith(".{format}") && response.getStatus() >= SERVER_ERROR) {
            record(request, "failed");
        }
    }

    private void record(HttpServletRequest request, String outcome) {
        String path = request.getRequestURI();
        if (!pattern(request).startsWith(API)
                || pattern(request).startsWith(PUBLIC)
                || pattern(request).startsWith(AUDIT)
                || request.getAttribute(RECORDED) != null) {
            return;
        }
        request.setAttribute(RECORDED, true);
        Map<String, Object> facts = new TreeMap<>();
        facts.put("outcome", outcome);
        facts.put("format", path.substring(path.lastIndexOf('.') + 1));
        Long rows = Downloads.rowsOf(request);
        if (rows != null) {
            facts.put("rows", rows);
        }
        Map<String, String> filter = filter(request);
        if (!filter.isEmpty()) {
            facts.put("filter", filter);
        }
        events.publishEvent(new ListExported(InputText.cut(path, LONGEST), facts));
    }

    private static Map<String, String> filter(HttpServletRequest request) {
        Map<String, String> filter = new TreeMap<>();
        for (String name : Collections.list(request.getParameterNames())) {
            String value = String.join(",", request.getParameterValues(name));
            if (!PAGING.contains(name) && !value.isBlank()) {
                filter.put(InputText.cut(name, LONGEST), InputText.cut(value, LONGEST));
            }
        }
        return filter;
    }

    private static String pattern(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null ? "" : pattern.toString();
    }

    private static boolean isFile(@Nullable String disposition) {
        return disposition != null && disposition.startsWith("attachment");
    }
}

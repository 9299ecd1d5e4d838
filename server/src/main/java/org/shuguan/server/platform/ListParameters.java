package org.shuguan.server.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Refuses parameters that a list and its export do not have. Otherwise a misspelt filter would be ignored, and
/// the whole list be taken for the part that was asked for.
@Configuration(proxyBeanMethods = false)
class ListParameters implements WebMvcConfigurer, HandlerInterceptor {
    private static final Set<String> OF_EVERY_LIST = Set.copyOf(Arrays.stream(ListQuery.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList());

    /// By the handler's method, because every request to a list asks and the answer never changes.
    private final Map<Method, Set<String>> knownOf = new ConcurrentHashMap<>();

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && isList(method)) {
            Set<String> known = knownOf.computeIfAbsent(method.getMethod(), asked -> known(method));
            var check = new InvalidInput.Check();
            for (String name : Collections.list(request.getParameterNames())) {
                check.that(
                        known.contains(name),
                        name,
                        "filter-unknown",
                        Map.of("value", name, "known", ListQuery.listed(known)));
            }
            check.orRefuse();
        }
        return true;
    }

    private static boolean isList(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == ListQuery.class);
    }

    private static Set<String> known(HandlerMethod method) {
        Set<String> known = new TreeSet<>(OF_EVERY_LIST);
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
            if (asked != null) {
                parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
                known.add(asked.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : asked.name());
            }
        }
        return known;
    }
}

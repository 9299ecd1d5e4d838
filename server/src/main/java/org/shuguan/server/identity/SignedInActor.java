package org.shuguan.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import org.shuguan.server.access.Actor;
import org.shuguan.server.audit.CurrentActor;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Provides the signed-in person to the audit.
@Component
class SignedInActor implements CurrentActor {
    @Override
    public String actor() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? NOBODY : authentication.getName();
    }

    @Override
    public String origin() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? remote(request.getRequest())
                : "-";
    }

    private static String remote(HttpServletRequest request) {
        // A proxy that is believed may pass on what is no address.
        String address = request.getRemoteAddr();
        try {
            return address == null ? "-" : InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            return "-";
        }
    }

    /// Resolves the [Actor] parameter of controllers. For a read it is the actor at the start of the request. For
    /// a change it is read again when the handler begins.
    record ActorArgument(Identity identity) implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Actor.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @org.jspecify.annotations.Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @org.jspecify.annotations.Nullable WebDataBinderFactory binders) {
            if (!(request.getAttribute(SessionLimits.ACTOR, RequestAttributes.SCOPE_REQUEST) instanceof Actor actor)) {
                throw new NotSignedIn();
            }
            HttpServletRequest asked = request.getNativeRequest(HttpServletRequest.class);
            return asked != null && asked.getMethod().equals("GET") ? actor : identity.asOfNow(actor);
        }
    }
}

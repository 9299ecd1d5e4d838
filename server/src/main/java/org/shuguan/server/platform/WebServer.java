package org.shuguan.server.platform;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// What Tomcat does before any of our code: who is believed when a request says where it came from, and how an
/// answer looks that no handler has made.
///
/// By default nobody is believed. `shuguan.trusted-proxies` (environment: `SHUGUAN_TRUSTEDPROXIES`) names the
/// addresses of the reverse proxies, whose `X-Forwarded-For` and `X-Forwarded-Proto` then count.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class WebServer implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private final List<String> proxies;

    WebServer(@Value("${shuguan.trusted-proxies:}") List<String> proxies) {
        this.proxies = proxies.stream()
                .map(String::strip)
                .filter(proxy -> !proxy.isEmpty())
                .map(WebServer::address)
                .toList();
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new BareErrors()));
        if (!proxies.isEmpty()) {
            RemoteIpValve believed = new RemoteIpValve();
            believed.setInternalProxies(proxies.stream().map(Pattern::quote).collect(Collectors.joining("|")));
            believed.setProtocolHeader("X-Forwarded-Proto");
            factory.addEngineValves(believed);
        }
    }

    /// The address in the form that Tomcat gives it.
    private static String address(String proxy) {
        try {
            return InetAddress.ofLiteral(proxy).getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            throw new IllegalStateException(
                    "SHUGUAN_TRUSTEDPROXIES takes IP addresses separated by commas, not " + proxy, noAddress);
        }
    }
}

package org.shuguan.dataplane.source;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.net.URIBuilder;
import tools.jackson.databind.JsonNode;

/// Where a request carries the access token.
///
/// @param name name of the header or parameter
record ApiKey(Way way, String name) {
    enum Way {
        BEARER,
        /// HTTP Basic authentication; the token is `user:password`
        BASIC,
        HEADER,
        QUERY
    }

    static final ApiKey BEARER = new ApiKey(Way.BEARER, "Authorization");

    /// The first security scheme of the document that is supported. OAuth schemes use a bearer token.
    static ApiKey of(JsonNode document, ApiSchemas schemas) {
        JsonNode all = document.path("components").path("securitySchemes");
        for (JsonNode needed : document.path("security")) {
            for (String name : needed.propertyNames()) {
                ApiKey key = of(schemas.resolved(all.path(name)));
                if (key != null) {
                    return key;
                }
            }
        }
        for (JsonNode scheme : all) {
            ApiKey key = of(schemas.resolved(scheme));
            if (key != null) {
                return key;
            }
        }
        return BEARER;
    }

    private static @org.jspecify.annotations.Nullable ApiKey of(JsonNode scheme) {
        String name = scheme.path("name").asString("");
        return switch (scheme.path("type").asString("")) {
            case "http" ->
                scheme.path("scheme").asString("").equalsIgnoreCase("basic")
                        ? new ApiKey(Way.BASIC, BEARER.name)
                        : BEARER;
            case "oauth2", "openIdConnect" -> BEARER;
            case "apiKey" ->
                switch (scheme.path("in").asString("")) {
                    case "header" -> new ApiKey(Way.HEADER, name);
                    case "query" -> new ApiKey(Way.QUERY, name);
                    default -> null;
                };
            default -> null;
        };
    }

    /// A GET request that carries the token.
    HttpGet request(URI uri, String token) throws URISyntaxException {
        if (way == Way.QUERY) {
            return new HttpGet(new URIBuilder(uri).setParameter(name, token).build());
        }
        HttpGet get = new HttpGet(uri);
        get.setHeader(
                name,
                switch (way) {
                    case BEARER -> "Bearer " + token;
                    case BASIC -> "Basic " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
                    case HEADER, QUERY -> token;
                });
        return get;
    }
}

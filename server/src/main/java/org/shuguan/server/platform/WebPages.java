package org.shuguan.server.platform;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/// Serves the web application: its files by name, and its single page for all addresses of its routes, which
/// people may have bookmarked.
@Configuration(proxyBeanMethods = false)
class WebPages implements WebMvcConfigurer {
    private static final String FOLDER = "classpath:/web/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry handlers) {
        // Their names contain a hash of their content.
        handlers.addResourceHandler("/assets/**")
                .addResourceLocations(FOLDER + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        handlers.addResourceHandler("/**")
                .addResourceLocations(FOLDER)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new PageResolver());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry pages) {
        // The empty path is not the name of a resource.
        pages.addViewController("/").setViewName("forward:/index.html");
    }

    private static final class PageResolver extends PathResourceResolver {
        @Override
        protected @org.jspecify.annotations.Nullable Resource getResource(String path, Resource location)
                throws java.io.IOException {
            Resource file = super.getResource(path, location);
            if (file != null && file.isReadable() && !path.isEmpty()) {
                return file;
            }
            boolean page = !path.startsWith("api/") && !path.startsWith("actuator") && !path.contains(".");
            var index = new ClassPathResource("web/index.html");
            return page && index.exists() ? index : null;
        }
    }
}

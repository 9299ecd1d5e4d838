import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Prettier breaks lines where HTML allows it; Vue by default drops a space that became a line break between two elements.
  plugins: [vue({ template: { compilerOptions: { whitespace: 'preserve' } } })],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 800 },
  define: {
    __VUE_I18N_FULL_INSTALL__: true,
    __INTLIFY_JIT_COMPILATION__: true,
    __INTLIFY_DROP_MESSAGE_COMPILER__: false,
  },
  server: {
    // The words of the catalog's workbook are the server's.
    fs: { allow: ['.', '../server/src/main/resources/catalogimport'] },
    proxy: { '/api': `http://127.0.0.1:${process.env.SHUGUAN_PORT ?? '8080'}` },
  },
  test: { environment: 'node' },
})

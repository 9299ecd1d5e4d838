import vueI18n from '@intlify/eslint-plugin-vue-i18n'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['src/api/schema.ts', '**/*.json', 'dist'] },
  ...tseslint.configs.strictTypeChecked,
  ...vue.configs['flat/recommended'],
  ...vueI18n.configs.recommended,
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: {
      parserOptions: { parser: tseslint.parser, project: './tsconfig.json', extraFileExtensions: ['.vue'] },
    },
    settings: {
      'vue-i18n': {
        localeDir: { pattern: './src/**/{zh-CN,en}.json', localeKey: 'file' },
        messageSyntaxVersion: '^11.0.0',
      },
    },
    rules: {
      '@intlify/vue-i18n/no-raw-text': ['error', { ignorePattern: '^[-–—·#:/()|.,…+%*✕×→\\s\\d]+$' }],
      // A question is asked by `confirmed` of shared/confirm.ts: its buttons name the act, and Enter does nothing.
      'no-alert': 'error',
      'no-restricted-properties': ['error', { object: 'window', property: 'confirm' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Prettier decides line breaks and quotes.
      'vue/html-quotes': ['error', 'double', { avoidEscape: true }],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off',
    },
  },
)

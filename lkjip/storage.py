"""Static files of a real place: hashed names, compressed, also for scripts that import each other."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Writes hashed names into the imports of modules too; else each would be fetched again after every release."""

    support_js_module_import_aggregation = True

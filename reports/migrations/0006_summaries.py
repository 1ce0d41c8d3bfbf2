"""Summaries of units and reports, and what has changed since they were computed."""

import django.db.models.deletion
from django.db import migrations, models

INSTALLED = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def take_triggers_away(_apps, schema_editor):
    """Drop what writes into the table of changes (`reports.triggers` sets it after migrations) before the table goes."""
    vendor = schema_editor.connection.vendor
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(INSTALLED[vendor])
        triggers = [(table, name) for table, name in cursor.fetchall() if name.startswith("noted_")]
    for table, name in triggers:
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if vendor == "postgresql" else ""), params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0011_main_duty_and_cost_per_outcome'),
        ('reports', '0005_reading_content'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportSummary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('quarter', models.PositiveSmallIntegerField(verbose_name='triwulan')),
                ('figures', models.JSONField(default=dict, help_text='Dari `reports.summary`.', verbose_name='angka')),
                ('achievement', models.DecimalField(blank=True, decimal_places=2, max_digits=24, null=True, verbose_name='rata-rata capaian (%)')),
                ('absorption', models.DecimalField(blank=True, decimal_places=2, max_digits=24, null=True, verbose_name='serapan (%)')),
                ('efficiency', models.DecimalField(blank=True, decimal_places=2, max_digits=24, null=True, verbose_name='efisiensi')),
                ('ceiling', models.DecimalField(blank=True, decimal_places=2, max_digits=24, null=True, verbose_name='pagu (Rp)')),
                ('spent', models.DecimalField(blank=True, decimal_places=2, max_digits=24, null=True, verbose_name='realisasi (Rp)')),
                ('rules', models.CharField(blank=True, max_length=60, verbose_name='versi rumus')),
                ('computed_at', models.DateTimeField(blank=True, null=True, verbose_name='dihitung pada')),
                ('errors', models.PositiveIntegerField(default=0, verbose_name='kesalahan')),
                ('warnings', models.PositiveIntegerField(default=0, verbose_name='peringatan')),
                ('notes', models.PositiveIntegerField(default=0, verbose_name='catatan')),
                ('inputs_hash', models.CharField(max_length=64, verbose_name='SHA-256 masukan')),
                ('position', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='summaries', to='agreements.position', verbose_name='jabatan')),
            ],
            options={
                'verbose_name': 'ringkasan laporan',
                'verbose_name_plural': 'ringkasan laporan',
                'ordering': ['position', 'year', 'quarter'],
                'constraints': [models.UniqueConstraint(fields=('position', 'year', 'quarter'), name='reportsummary_unique'), models.CheckConstraint(condition=models.Q(('quarter__gte', 1), ('quarter__lte', 4)), name='reportsummary_quarter')],
            },
        ),
        migrations.CreateModel(
            name='UnitChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='tahun')),
                ('quarter', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='triwulan')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agreements.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'perubahan yang belum diringkas',
                'verbose_name_plural': 'perubahan yang belum diringkas',
                'indexes': [models.Index(fields=['unit', 'year', 'quarter'], name='unitchange_scope')],
            },
        ),
        migrations.CreateModel(
            name='UnitSummary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('quarter', models.PositiveSmallIntegerField(verbose_name='triwulan')),
                ('figures', models.JSONField(default=dict, help_text='Dari `reports.summary`.', verbose_name='angka')),
                ('achievement', models.DecimalField(blank=True, decimal_places=2, max_digits=24, null=True, verbose_name='rata-rata capaian (%)')),
                ('absorption', models.DecimalField(blank=True, decimal_places=2, max_digits=24, null=True, verbose_name='serapan (%)')),
                ('efficiency', models.DecimalField(blank=True, decimal_places=2, max_digits=24, null=True, verbose_name='efisiensi')),
                ('ceiling', models.DecimalField(blank=True, decimal_places=2, max_digits=24, null=True, verbose_name='pagu (Rp)')),
                ('spent', models.DecimalField(blank=True, decimal_places=2, max_digits=24, null=True, verbose_name='realisasi (Rp)')),
                ('rules', models.CharField(blank=True, max_length=60, verbose_name='versi rumus')),
                ('computed_at', models.DateTimeField(blank=True, null=True, verbose_name='dihitung pada')),
                ('changes', models.PositiveIntegerField(default=0, verbose_name='perubahan')),
                ('computed', models.PositiveIntegerField(blank=True, null=True, verbose_name='perubahan yang sudah dihitung')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='summaries', to='agreements.unit', verbose_name='unit kerja')),
            ],
            options={
                'verbose_name': 'ringkasan unit',
                'verbose_name_plural': 'ringkasan unit',
                'ordering': ['unit', 'year', 'quarter'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'quarter'), name='unitsummary_unique'), models.CheckConstraint(condition=models.Q(('quarter__gte', 1), ('quarter__lte', 4)), name='unitsummary_quarter'), models.CheckConstraint(condition=models.Q(models.Q(('computed__isnull', True), ('computed_at__isnull', True)), models.Q(('computed__isnull', False), ('computed_at__isnull', False)), _connector='OR'), name='unitsummary_computed_at')],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, take_triggers_away),
    ]

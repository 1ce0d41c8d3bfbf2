from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0015_copied_texts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('fault', 'Gangguan'), ('slow', 'Lambat')], max_length=10, verbose_name='jenis')),
                ('number', models.CharField(blank=True, help_text='Yang tertulis di halaman gangguan.', max_length=12, verbose_name='nomor')),
                ('at', models.DateTimeField(verbose_name='pada')),
                ('machine', models.CharField(max_length=100, verbose_name='mesin')),
                ('user', models.CharField(blank=True, max_length=150, verbose_name='akun')),
                ('text', models.TextField(verbose_name='uraian')),
            ],
            options={
                'verbose_name': 'gangguan',
                'verbose_name_plural': 'gangguan dan kelambatan',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['at'], name='incident_at'), models.Index(fields=['number'], name='incident_number')],
            },
        ),
    ]

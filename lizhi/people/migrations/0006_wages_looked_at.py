from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_two_persons_above'),
    ]

    operations = [
        migrations.AlterField(
            model_name='reveal',
            name='field',
            field=models.CharField(choices=[('phone', 'Phone'), ('id_number', 'Identity number'), ('bank_account', 'Bank account'), ('wage', 'Wage')], max_length=20),
        ),
    ]
